// One dispatch: what, where, until when, and what may be pressed next. A text that is being written survives
// every update.

import { button, make } from './dom.mjs'
import { createForm } from './form.mjs'
import { createGallery } from './gallery.mjs'
import { inLanguage, placed, span } from './words.mjs'

const NEXT = {
  field: {
    waiting: ['accept', 'decline'],
    accepted: ['arrive', 'handle', 'feed_back', 'hand_back'],
    handling: ['feed_back', 'arrive', 'hand_back'],
    arrived: ['feed_back', 'hand_back'],
  },
  department: {
    waiting: ['accept', 'hand_back'],
    accepted: ['feed_back', 'hand_back'],
    handling: ['feed_back', 'hand_back'],
    arrived: ['feed_back', 'hand_back'],
  },
}
const ASKS = new Set(['decline', 'hand_back', 'feed_back'])
const CATCH_UP_MS = 5000
const reached = (what) => REACHES[what] ?? 'gone'
const REACHES = { accept: 'accepted', arrive: 'arrived', handle: 'handling', feed_back: 'done' }

// `press(task, what, {text, reason, photos})`
export function createCard(door, facts, word, press) {
  const parts = Object.fromEntries(
    ['badge', 'item', 'step', 'place', 'text', 'note', 'answer', 'due'].map((name) => [
      name,
      make('p', { class: name }),
    ]),
  )
  const map = make('a', { class: 'map', rel: 'noreferrer' }, word('directions'))
  const gallery = createGallery(door, word)
  const said = make('p', { class: 'said', role: 'status' })
  const actions = make('div', { class: 'actions' })
  const node = make(
    'article',
    { class: 'task' },
    make('header', {}, parts.badge, parts.item, parts.step),
    make('div', { class: 'where' }, parts.place, map),
    parts.text,
    parts.note,
    make('div', { class: 'clocks' }, parts.answer, parts.due),
    gallery.node,
    said,
    actions,
  )
  let form = null
  let offered = ''
  let task = null
  let step = 'waiting'
  let heard = null // {step, until}: what the server has taken and its list may not show yet

  function set(name, text) {
    parts[name].textContent = text
    parts[name].hidden = !text
  }

  function offer() {
    const whats = NEXT[facts.kind][step] ?? []
    const shown = `${step} ${form !== null}`
    if (shown === offered) return
    offered = shown
    if (form) {
      actions.replaceChildren(form.node)
      form.focus()
      return
    }
    const links = facts.kind === 'department' ? [noticeLink()] : []
    actions.replaceChildren(
      ...whats.map((what, index) =>
        button(word(`do_${what}`), index ? 'second' : 'first', () => pressed(what), { 'data-do': what }),
      ),
      ...links,
    )
  }

  function noticeLink() {
    const base = location.pathname.split('/').slice(0, 3).join('/')
    const address = `${base}/notice/${encodeURIComponent(task.case)}?lang=${facts.lang}`
    return make('a', { class: 'button second', href: address, 'data-do': 'notice' }, word('do_notice'))
  }

  function pressed(what) {
    if (!ASKS.has(what)) {
      press(task, what, { photos: [] })
      return
    }
    form = createForm(what, word, facts, {
      sent: (told) => {
        form = null
        press(task, what, told)
      },
      closed: () => {
        form = null
        offer()
      },
    })
    offer()
  }

  // `waiting`: what of this dispatch is in the outbox; `away`: nothing gets out just now
  function update(next, waiting, away) {
    task = next
    const last = waiting.at(-1)
    if (heard && (heard.step === task.step || heard.until < performance.now())) heard = null
    step = last ? reached(last.body.do) : (heard?.step ?? task.step)
    Object.assign(node.dataset, {
      case: task.case,
      dispatch: task.dispatch,
      step: task.step,
      urgent: task.urgent,
    })
    set('badge', task.sos ? word('sos') : task.urgent ? word('urgent') : '')
    set('item', inLanguage(task.item, facts.lang) || word('unsorted'))
    set('step', word(`step_${task.step}`))
    set('place', placed(task, facts.lang, word))
    set('text', task.text)
    set('note', task.note ? word('note') + word('colon') + task.note : '')
    map.hidden = task.lat === null
    if (task.lat !== null) map.setAttribute('href', `geo:${task.lat.toFixed(6)},${task.lon.toFixed(6)}`)
    gallery.show(task.photos)
    said.hidden = !last
    if (last)
      said.textContent = word(away ? 'sent_away' : 'sent_waiting', { what: word(`do_${last.body.do}`) })
    offer()
  }

  function tick(now) {
    const late = task.due !== null && task.due < now && task.step !== 'done'
    const answerLate = task.answer_by < now
    node.dataset.late = late
    set(
      'answer',
      task.step !== 'waiting'
        ? ''
        : word(answerLate ? 'answer_late' : 'answer_in', {
            span: span(Math.abs(task.answer_by - now), word),
          }),
    )
    set(
      'due',
      task.step === 'done'
        ? ''
        : task.paused
          ? word('paused')
          : task.due === null
            ? word('no_limit')
            : word(late ? 'due_late' : 'due_in', { span: span(Math.abs(task.due - now), word) }),
    )
    parts.answer.classList.toggle('late', answerLate)
  }

  return {
    node,
    update,
    tick,
    heard: (what) => (heard = { step: reached(what), until: performance.now() + CATCH_UP_MS }),
  }
}
