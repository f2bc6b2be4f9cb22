// All dispatches in order, a card each; a department's in three parts: to accept, in hand, fed back.

import { createCard } from './card.mjs'
import { make } from './dom.mjs'

export function createBoard(host, door, facts, word, press) {
  const cards = new Map()
  const counts = make('p', { class: 'counts' })
  const list = make('div', { class: 'list' })
  const empty = make(
    'p',
    { class: 'quiet' },
    word(facts.kind === 'department' ? 'nothing_department' : 'nothing'),
  )
  let tasks = []

  function show(next, outbox, away) {
    tasks = facts.kind === 'department' ? grouped(next) : next
    for (const [dispatch, card] of cards) {
      if (!tasks.some((task) => task.dispatch === dispatch)) {
        card.node.remove()
        cards.delete(dispatch)
      }
    }
    tasks.forEach((task, index) => {
      let card = cards.get(task.dispatch)
      if (!card) cards.set(task.dispatch, (card = createCard(door, facts, word, press)))
      card.update(
        task,
        outbox.filter((item) => item.body.dispatch === task.dispatch),
        away,
      )
      if (list.children[index] !== card.node) list.insertBefore(card.node, list.children[index] ?? null)
    })
    host.replaceChildren(...(facts.kind === 'department' ? [counts] : []), tasks.length ? list : empty)
  }

  function tick(now) {
    for (const card of cards.values()) card.tick(now)
    const open = tasks.filter((task) => task.step !== 'done')
    const told = {
      overdue_count: open.filter((task) => task.due !== null && task.due < now).length,
      waiting_count: open.filter((task) => task.step === 'waiting').length,
      open_count: open.filter((task) => task.step !== 'waiting').length,
    }
    counts.replaceChildren(
      ...Object.entries(told).map(([key, count]) =>
        make('span', { class: key, data: { count } }, word(key, { count })),
      ),
    )
  }

  return { show, tick, heard: (item) => cards.get(item.body.dispatch)?.heard(item.body.do) }
}

const PART = { waiting: 0, accepted: 1, arrived: 1, handling: 1, done: 2 }

// the server's order (what is due first) within each part: overdue ones come first by it
function grouped(tasks) {
  return [...tasks].sort((a, b) => PART[a.step] - PART[b.step])
}
