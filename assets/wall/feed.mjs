// What needs eyes, in order: what, where, for how long, how it stands. What is finished is one quiet line of numbers below.
import { age, runs } from '../core/ages.mjs'
import { now } from '../core/clock.mjs'
import { moment } from '../core/moments.mjs'
import { word } from '../core/page.mjs'
import { attentionOf, calling, ended, foremost, markOf, orderLate } from '../core/case_status.mjs'
import { emit, last, on } from '../core/store.mjs'
import { byId, make, oncePerFrame, part, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { placeName, stateOf, titleOf } from '../core/names.mjs'
import { count } from '../core/numbers.mjs'
import { helpOf } from '../panels/call_words.mjs'

const TIMES_EVERY_MS = 1000
const FRESH_MS = 4000
const MOST = 24 // rows on the tallest screen

export const mountFeed = () => new Feed(byId('feed'))

class Feed {
  #list
  #none
  #rows = new Map() // case id → element
  #sizes // a word that takes a second line makes its row, or the list, another size
  /** @type {RoomState | null} */
  #state = null // nothing is known before the first frame
  /** @type {boolean | null} */
  #settled = null // the area whose first cases are on the page: only later ones are news

  /** @param {Element} root */
  constructor(root) {
    this.#list = part(root, 'list')
    this.#none = part(root, 'none')
    const later = oncePerFrame(() => this.#draw())
    on('state', ({ snapshot, state, changed }) => {
      this.#take(snapshot, state)
      if (changed.has('cases') || changed.has('calls')) later()
    })
    this.#sizes = new ResizeObserver(later)
    this.#sizes.observe(this.#list)
    setInterval(() => this.#tellTimes(), TIMES_EVERY_MS)
    this.#draw()
  }

  /**
   * @param {boolean} snapshot
   * @param {RoomState} state
   */
  #take(snapshot, state) {
    if (snapshot) {
      for (const id of this.#rows.keys()) this.#drop(id)
      this.#settled = false
    } else if (this.#settled === false) this.#settled = true
    this.#state = state
  }

  #draw() {
    const list = this.#list
    const open = (this.#state?.cases ?? []).filter((record) => !ended(record))
    const shown = foremost(open, now()).slice(0, MOST)
    const wanted = shown.map((/** @type {RoomCase} */ record) => this.#row(record))
    if (
      wanted.length !== list.childElementCount ||
      wanted.some((/** @type {any} */ node, /** @type {number} */ at) => node !== list.children[at])
    )
      list.replaceChildren(...wanted)
    const ids = new Set(shown.map((/** @type {RoomCase} */ record) => record.id))
    for (const id of this.#rows.keys()) if (!ids.has(id)) this.#drop(id)
    setText(this.#none, this.#state === null ? count(null) : word('no_cases'))
    list.parentElement.classList.toggle('none', shown.length === 0)
    hideCut(list)
  }

  /** @param {RoomCase} record */
  #row(record) {
    const node = this.#rows.get(record.id) ?? newRow(record, this.#settled)
    if (!this.#rows.has(record.id)) this.#sizes.observe(node)
    this.#rows.set(record.id, node)
    fillRow(node, record)
    return node
  }

  /** @param {string} id */
  #drop(id) {
    this.#sizes.unobserve(this.#rows.get(id))
    this.#rows.delete(id)
  }

  #tellTimes() {
    let turned = false // time alone makes a case late: it moves up
    for (const record of this.#state?.cases ?? []) {
      const node = this.#rows.get(record.id)
      if (!node) continue
      const before = node.dataset.state
      tellTime(node, record)
      turned ||= before !== node.dataset.state
    }
    if (turned) this.#draw()
  }
}

// A row that the edge would cut is not shown at all; long names take a second line, so rows differ.
/** @param {any} list */
function hideCut(list) {
  const edge = list.clientHeight + 1
  const cut = [...list.children].map((row) => row.offsetTop - list.offsetTop + row.offsetHeight > edge)
  cut.forEach((is, at) => list.children[at].classList.toggle('beyond', is))
}

/**
 * @param {RoomCase} record
 * @param {boolean | null} news
 */
function newRow(record, news) {
  const node = make('li', 'feed-row')
  const button = make('button', 'feed-button')
  button.type = 'button'
  button.addEventListener('click', () => emit('select', { kind: 'case', id: record.id }))
  for (const name of ['mark', 'item', 'age', 'place', 'state']) {
    const piece = make('span', `feed-${name}`)
    piece.dataset.part = name
    button.append(piece)
  }
  node.append(button)
  node.dataset.case = record.id
  if (news) {
    node.classList.add('fresh')
    setTimeout(() => node.classList.remove('fresh'), FRESH_MS)
  }
  return node
}

/**
 * @param {any} node
 * @param {RoomCase} record
 */
function fillRow(node, record) {
  setWhole(part(node, 'place'), placeName(record))
  tellTime(node, record)
}

// What time alone changes: how old a case is, and from when on it is late.
/**
 * @param {any} node
 * @param {RoomCase} record
 */
function tellTime(node, record) {
  const at = now()
  const mark = markOf(record, at)
  setAttribute(node, 'data-state', mark)
  setAttribute(part(node, 'mark'), 'class', `feed-mark mark ${mark}`)
  setText(part(node, 'age'), timeOf(record, at))
  node.classList.toggle('unanswered', orderLate(record, at))
  const said = sayOf(record, at)
  setText(part(node, 'state'), said)
  setWhole(part(node, 'item'), grave(record, said) + titleOf(record))
}

/**
 * Before the title of an urgent one, unless how it stands says so.
 * @param {RoomCase} record
 * @param {string} said
 */
function grave({ urgent, sos }, said) {
  const told = word('state_urgent')
  return urgent && !sos && said !== told ? `${told} · ` : ''
}

/**
 * The time that matters: since the call, since it is late, since it came, or what is left; of a limit in office hours
 * when it ends.
 * @param {RoomCase} record
 * @param {number} at
 */
function timeOf(record, at) {
  if (calling(record)) return runs(at - record.filed)
  const why = attentionOf(record, at)
  if (why === 'ordered') return orderTime(Number(record.reply_by) - at)
  if (why === 'overdue') return stateOf(record, at)
  if (why !== 'in_hand' || !record.due) return age(at - record.filed)
  return record.continuous
    ? word('feed_left', { age: age(record.due - at) })
    : word('feed_due', { time: moment(record.due, at) })
}

/** @param {number} left until somebody should have answered */
const orderTime = (left) => word(left > 0 ? 'feed_ordered' : 'feed_order_late', { age: age(Math.abs(left)) })

/**
 * How it stands; of a call how far help is.
 * @param {RoomCase} record
 * @param {number} at
 */
function sayOf(record, at) {
  if (!calling(record)) return attentionOf(record, at) === 'overdue' ? stepOf(record) : stateOf(record, at)
  const told = last('state')?.state.calls[record.id]
  return told?.sent ? helpOf(told, '') : stateOf(record, at)
}

/**
 * Of a late one the time says that it is: here its step.
 * @param {RoomCase} record
 */
const stepOf = (record) => stateOf({ ...record, due: null }, 0)
