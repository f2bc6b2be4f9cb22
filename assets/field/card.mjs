// One dispatch: what, where, until when, and what may be pressed next. A text that is being written survives
// every update.

import { pageAt } from './api.mjs'
import { button, make } from './dom.mjs'
import { Form } from './form.mjs'
import { createGallery } from './gallery.mjs'
import { dueOf } from './due.mjs'
import { itemOf, moment, placed, span } from './words.mjs'

/** @type {Record<string, Record<string, string[]>>} */
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
/** @type {Record<string, string[]>} */
const INSPECT = {
  waiting: ['accept', 'decline'],
  accepted: ['good', 'bad', 'arrive', 'hand_back'],
  handling: ['good', 'bad', 'hand_back'],
  arrived: ['good', 'bad', 'hand_back'],
}
/** @type {Record<string, boolean>} */
const FOUND = { good: true, bad: false } // what of an inspection is fed back
const ASKS = new Set(['decline', 'hand_back', 'feed_back', 'good', 'bad'])
const CATCH_UP_MS = 5000
/** @param {string} what */
const reached = (what) => REACHES[what] ?? 'gone'
/** @type {Record<string, string>} */
const REACHES = { accept: 'accepted', arrive: 'arrived', handle: 'handling', feed_back: 'done' }

const PARTS = ['badge', 'item', 'step', 'place', 'text', 'note', 'order', 'urged', 'answer', 'due']

// `press(task, what, {text, reason, photos})`
export class Card {
  #facts
  #word
  #press
  #parts = Object.fromEntries(PARTS.map((name) => [name, make('p', { class: name })]))
  #map
  #gallery
  #said = make('p', { class: 'said', role: 'status' })
  #actions = make('div', { class: 'actions' })
  /** @type {Form | null} */
  #form = null
  #offered = ''
  /** @type {any} */
  #task = null
  #step = 'waiting'
  /** @type {{step: string, until: number} | null} */
  #heard = null // {step, until}: what the server has taken and its list may not show yet

  /**
   * @param {FieldApi} door
   * @param {FieldFacts} facts
   * @param {FieldWord} word
   * @param {Press} press
   */
  constructor(door, facts, word, press) {
    this.#facts = facts
    this.#word = word
    this.#press = press
    this.#map = make('a', { class: 'map', rel: 'noreferrer' }, word('directions'))
    this.#gallery = createGallery(door, word)
    this.node = this.#build()
  }

  // `waiting`: what of this dispatch is in the outbox; `away`: nothing gets out just now
  /**
   * @param {FieldTask} task
   * @param {Pressed[]} waiting
   * @param {boolean} away
   */
  update(task, waiting, away) {
    this.#task = task
    const last = waiting.at(-1)
    const heard = this.#heard
    if (heard && (heard.step === task.step || heard.until < performance.now())) this.#heard = null
    this.#step = last ? reached(last.body.do) : (this.#heard?.step ?? task.step)
    const { case: id, dispatch, step, urgent } = task
    Object.assign(this.node.dataset, { case: id, dispatch, step, urgent })
    this.#write(task)
    this.node.dataset.away = String(away)
    this.#gallery.show(task.photos)
    this.#said.hidden = !last
    if (last) {
      const what = this.#word(`do_${last.body.do}`)
      this.#said.textContent = this.#word(away ? 'sent_away' : 'sent_waiting', { what })
    }
    this.#offer()
  }

  /** @param {number} now */
  tick(now) {
    const { step, answer_by: answerBy } = this.#task
    const late = answerBy < now
    const key = late ? 'answer_late' : 'answer_in'
    this.#set('answer', step === 'waiting' ? this.#spanned(key, Math.abs(answerBy - now)) : '')
    this.#parts.answer.classList.toggle('late', late)
    this.#tellDue(now)
    this.#tellPush(now)
  }

  /** @param {string} what */
  heard(what) {
    this.#heard = { step: reached(what), until: performance.now() + CATCH_UP_MS }
  }

  #build() {
    const { badge, item, step, place, text, note, order, urged, answer, due } = this.#parts
    return make(
      'article',
      { class: 'task' },
      make('header', {}, badge, item, step),
      make('div', { class: 'where' }, place, this.#map),
      text,
      note,
      order,
      urged,
      make('div', { class: 'clocks' }, answer, due),
      this.#gallery.node,
      this.#said,
      this.#actions,
    )
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #set(name, text) {
    this.#parts[name].textContent = text
    this.#parts[name].hidden = !text
  }

  /** @param {FieldTask} task */
  #write(task) {
    const word = this.#word
    const { lang } = this.#facts
    const urgency = task.sos ? word('sos') : task.urgent ? word('urgent') : ''
    this.#set('badge', [task.kind === 'inspect' && word('inspect'), urgency].filter(Boolean).join(' · '))
    this.#set('item', itemOf(task, lang, word))
    this.#set('step', word(`step_${task.step}`))
    this.#set('place', placed(task, lang, word))
    this.#set('text', task.text)
    this.#set('note', task.note ? word('note') + word('colon') + task.note : '')
    this.#map.hidden = task.lat === null
    if (task.lat !== null)
      this.#map.setAttribute('href', `geo:${task.lat.toFixed(6)},${task.lon?.toFixed(6)}`)
  }

  /**
   * @param {string} key
   * @param {number} milliseconds
   * @param {string | number} [more]
   */
  #spanned(key, milliseconds, more = '') {
    return this.#word(key, { span: span(milliseconds, this.#word), more })
  }

  /** @param {number} now */
  #tellDue(now) {
    const { step, due } = this.#task
    const late = due !== null && due < now && step !== 'done'
    this.node.dataset.late = String(late)
    const { key, ms, at } = dueOf(this.#task, now)
    if (ms !== undefined) this.#set('due', this.#spanned(key, ms))
    else if (at === undefined) this.#set('due', key && this.#word(key))
    else this.#set('due', this.#word(key, { time: moment(at, now, this.#facts) }))
  }

  /**
   * What somebody who leads waits for, and how often they have pushed.
   * @param {number} now
   */
  #tellPush(now) {
    const { order, urged, urged_at: last } = this.#task
    const left = order ? order.answer_by - now : 0
    const key = left < 0 ? 'push_late' : 'push_in'
    this.#set('order', order ? this.#spanned(key, Math.abs(left), order.text) : '')
    this.#set('urged', urged ? this.#spanned('urged', Math.max(0, now - last), urged) : '')
  }

  #offer() {
    const shown = `${this.#step} ${this.#form !== null}`
    if (shown === this.#offered) return
    this.#offered = shown
    if (this.#form) {
      this.#actions.replaceChildren(this.#form.node)
      this.#form.focus()
      return
    }
    const next = this.#task.kind === 'inspect' ? INSPECT : NEXT[this.#facts.kind]
    const whats = next[this.#step] ?? []
    const buttons = whats.map((what, index) => this.#button(what, index ? 'second' : 'first'))
    this.#actions.replaceChildren(...buttons, ...(this.#facts.kind === 'department' ? [this.#notice()] : []))
  }

  /**
   * @param {string} what
   * @param {string} className
   */
  #button(what, className) {
    return button(this.#word(`do_${what}`), className, () => this.#pressed(what), { 'data-do': what })
  }

  #notice() {
    const address = `${pageAt(location.pathname)}/notice/${encodeURIComponent(this.#task.case)}?lang=${this.#facts.lang}`
    return make('a', { class: 'button second', href: address, 'data-do': 'notice' }, this.#word('do_notice'))
  }

  /** @param {string} what */
  #pressed(what) {
    if (!ASKS.has(what)) {
      this.#press(this.#task, what, { photos: [] })
      return
    }
    this.#form = new Form(what, this.#word, this.#facts, {
      sent: (told) => {
        this.#form = null
        const found = FOUND[what]
        if (found === undefined) this.#press(this.#task, what, told)
        else this.#press(this.#task, 'feed_back', { ...told, ok: found })
      },
      closed: () => {
        this.#form = null
        this.#offer()
      },
    })
    this.#offer()
  }
}
