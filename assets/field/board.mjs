// All dispatches in order, a card each; a department's in three parts: to accept, in hand, fed back.

import { Card } from './card.mjs'
import { make } from './dom.mjs'

export class Board {
  #parts
  #cards = new Map()
  #counts = make('p', { class: 'counts' })
  #list = make('div', { class: 'list' })
  #empty
  /** @type {FieldTask[]} */
  #tasks = []

  /**
   * @param {HTMLElement} host
   * @param {FieldApi} door
   * @param {FieldFacts} facts
   * @param {FieldWord} word
   * @param {Press} press
   */
  constructor(host, door, facts, word, press) {
    this.#parts = { host, door, facts, word, press }
    const nothing = this.#ofDepartment ? 'nothing_department' : 'nothing'
    this.#empty = make('p', { class: 'quiet' }, word(nothing))
  }

  get #ofDepartment() {
    return this.#parts.facts.kind === 'department'
  }

  /**
   * @param {FieldTask[]} next
   * @param {Pressed[]} outbox
   * @param {boolean} away
   */
  show(next, outbox, away) {
    this.#tasks = this.#ofDepartment ? grouped(next) : next
    this.#forget(new Set(this.#tasks.map(({ dispatch }) => dispatch)))
    this.#tasks.forEach((task, index) => {
      const card = this.#card(task.dispatch)
      const waiting = outbox.filter((item) => item.body.dispatch === task.dispatch)
      card.update(task, waiting, away)
      const there = this.#list.children[index] ?? null
      if (there !== card.node) this.#list.insertBefore(card.node, there)
    })
    const counts = this.#ofDepartment ? [this.#counts] : []
    this.#parts.host.replaceChildren(...counts, this.#tasks.length ? this.#list : this.#empty)
  }

  clear() {
    this.show([], [], true)
    this.#parts.host.replaceChildren()
  }

  /** @param {number} now */
  tick(now) {
    for (const card of this.#cards.values()) card.tick(now)
    const open = this.#tasks.filter((task) => task.step !== 'done')
    const told = {
      overdue_count: open.filter((task) => task.due !== null && task.due < now).length,
      waiting_count: open.filter((task) => task.step === 'waiting').length,
      open_count: open.filter((task) => task.step !== 'waiting').length,
    }
    const { word } = this.#parts
    const spans = Object.entries(told).map(([key, count]) =>
      make('span', { class: key, data: { count } }, word(key, { count })),
    )
    this.#counts.replaceChildren(...spans)
  }

  /** @param {Pressed} item */
  heard(item) {
    return this.#cards.get(item.body.dispatch)?.heard(item.body.do)
  }

  /** @param {string} dispatch */
  #card(dispatch) {
    const { door, facts, word, press } = this.#parts
    if (!this.#cards.has(dispatch)) this.#cards.set(dispatch, new Card(door, facts, word, press))
    return this.#cards.get(dispatch)
  }

  /** @param {Set<string>} there */
  #forget(there) {
    for (const [dispatch, card] of this.#cards) {
      if (there.has(dispatch)) continue
      card.node.remove()
      this.#cards.delete(dispatch)
    }
  }
}

/** @type {Record<string, number>} */
const PART = { waiting: 0, accepted: 1, arrived: 1, handling: 1, done: 2 }

// the server's order (what is due first) within each part: overdue ones come first by it
/** @param {FieldTask[]} tasks */
function grouped(tasks) {
  return [...tasks].sort((a, b) => PART[a.step] - PART[b.step])
}
