// The band above everything: every open call for help, each with its clocks, until somebody is on the spot; or, for a
// moment, a fresh urgent case. Its row is kept: nothing moves when it comes and goes. What a page does with a call is
// handed in.
import { now } from '../core/clock.mjs'
import { page, word } from '../core/page.mjs'
import { ended, unheard } from '../core/case_status.mjs'
import { on } from '../core/store.mjs'
import { age, runs } from '../core/ages.mjs'
import { byId, make, part, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { placeName, stateOf, titleOf } from '../core/names.mjs'
import { calls, urgentNews } from './alarm.mjs'
import { callState } from './call_words.mjs'
import { openList } from './details.mjs'
import { mountWarnings } from './warnings.mjs'

const OVER_MS = 10_000 // how a call ended is said for a moment
const MOST = 2 // calls told in full, the gravest; the others are counted
const PIECES = ['what', 'who', 'where', 'verb', 'since', 'contact', 'state']

/**
 * `who(record)` names the caller as this page may; `button(record)` is its text, '' for none, and whether it rests;
 * `press` and `open` are done with a call by its button and by its text; `way(record)` names who is on the way.
 * @typedef {object} BandActs
 * @property {(record: RoomCase) => string} who
 * @property {(record: RoomCase) => string} way
 * @property {(record: RoomCase) => {text: string, rests: boolean}} button
 * @property {(record: RoomCase) => unknown} press
 * @property {(record: RoomCase) => unknown} open
 */

class Band {
  #band
  #list = make('ol', 'band-calls')
  #calm = make('p', 'band-calm spare')
  #more = make('button', 'band-more')
  #said = make('p', 'band-said') // for those who hear the page: only what is new
  #acts
  /** @type {RoomState | null} */
  #state = null
  /** @type {Map<string, {node: HTMLElement, record: RoomCase}>} */
  #rows = new Map()
  /** @type {{text: string, until: number} | null} */
  #over = null

  /**
   * @param {HTMLElement} band
   * @param {BandActs} acts
   */
  constructor(band, acts) {
    this.#band = band
    this.#acts = acts
    this.#more.type = 'button'
    this.#more.addEventListener('click', () => openList('sos'))
    this.#said.setAttribute('role', 'alert')
    band.append(this.#list, this.#more, this.#calm)
    document.body.append(this.#said) // where nothing rests behind a dialog
    on('state', ({ state, snapshot }) => {
      if (snapshot) this.#rows.clear() // another area: nothing of it has ended
      this.#state = state
      this.draw()
    })
    addEventListener('resize', () => this.draw())
    setInterval(() => this.draw(), 1000)
  }

  /** What is shown now, the gravest first. */
  shown() {
    const state = this.#state
    if (!state) return []
    const open = calls(state, now())
    const news = open.length ? null : urgentNews(state, now())
    return news ? [news] : open
  }

  draw() {
    const all = this.shown()
    this.#end(all)
    const wanted = all.map((record) => this.#row(record))
    this.#band.classList.toggle('many', all.length > MOST)
    const fit = all.length > 1 ? Math.min(MOST, this.#fitting(wanted[0])) : 1
    this.#band.classList.toggle('several', Math.min(fit, all.length) > 1)
    const inSight = wanted.slice(0, fit)
    if (
      inSight.length !== this.#list.childElementCount ||
      inSight.some((node, at) => node !== this.#list.children[at])
    )
      this.#list.replaceChildren(...inSight)
    all.forEach((record, at) => at < fit && this.#fill(wanted[at], record))
    const rest = all.length - inSight.length
    this.#more.hidden = rest <= 0
    setText(this.#more, rest > 0 ? word('band_more', { n: rest }) : '')
    this.#mood(all)
  }

  /**
   * Whole calls alone stand in the row.
   * @param {HTMLElement} node
   */
  #fitting(node) {
    if (!node.isConnected) this.#list.append(node)
    const least = Number.parseFloat(getComputedStyle(node).minWidth) || 1
    return Math.max(1, Math.floor((0.92 * this.#band.clientWidth) / least))
  }

  /** @param {RoomCase[]} all */
  #mood(all) {
    const open = all.filter(({ sos }) => sos)
    const mood = open.some(unheard) ? 'alarm' : open.length ? 'heard' : all.length ? 'urgent' : 'calm'
    setAttribute(this.#band, 'data-mood', mood)
    setAttribute(this.#band, 'data-calls', String(open.length))
    const over = this.#over && this.#over.until > performance.now() ? this.#over.text : ''
    const known = this.#state !== null
    setWhole(this.#calm, all.length || !known ? '' : over || word('band_calm'))
    const first = all[0]
    setText(this.#said, first ? [titleOf(first), placeName(first), stateOf(first, now())].join(' · ') : over)
  }

  /** @param {RoomCase} record */
  #row(record) {
    const known = this.#rows.get(record.id)
    if (known) known.record = record
    else this.#rows.set(record.id, { node: this.#made(record.id), record })
    return /** @type {{node: HTMLElement}} */ (this.#rows.get(record.id)).node
  }

  /**
   * A call that has been answered, and how.
   * @param {RoomCase[]} all
   */
  #end(all) {
    const open = new Set(all.map(({ id }) => id))
    for (const [id, { record }] of this.#rows) {
      if (open.has(id)) continue
      this.#rows.delete(id)
      const found = this.#state?.cases.find((one) => one.id === id)
      if (!record.sos || !found) continue
      const how = ended(found) ? stateOf(found, now()) : word('band_there')
      const text = [titleOf(found), placeName(found), how].join(' · ')
      this.#over = { text, until: performance.now() + OVER_MS }
    }
  }

  /** @param {string} id */
  #made(id) {
    const node = make('li', 'band-call')
    node.dataset.case = id
    const [text, button] = [make('button', 'band-text'), make('button', 'band-button')]
    text.type = button.type = 'button'
    const [head, foot] = [make('span', 'band-head'), make('span', 'band-foot spare')]
    const pieces = Object.fromEntries(PIECES.map((name) => [name, make('span', `band-${name}`)]))
    for (const [name, piece] of Object.entries(pieces)) piece.dataset.part = name
    head.append(pieces.what, pieces.who, pieces.where)
    foot.append(pieces.contact, pieces.state)
    const clock = make('span', 'band-clock')
    clock.append(pieces.verb, pieces.since)
    text.append(make('span', 'mark sos'), head, clock, foot)
    node.append(text, button)
    const record = () => this.#rows.get(id)?.record
    text.addEventListener('click', () => record() && this.#acts.open(/** @type {RoomCase} */ (record())))
    button.addEventListener('click', () => record() && this.#acts.press(/** @type {RoomCase} */ (record())))
    return node
  }

  /**
   * @param {HTMLElement} node
   * @param {RoomCase} record
   */
  #fill(node, record) {
    const at = now()
    const told = this.#state?.calls[record.id]
    node.classList.toggle('heard', record.sos && !unheard(record))
    const plate = /** @type {Element} */ (node.querySelector('.mark'))
    setAttribute(plate, 'class', `mark ${record.sos ? 'sos' : 'new'}`)
    const title = titleOf(record)
    setWhole(part(node, 'what'), record.sos ? title : `${word('state_urgent')} · ${title}`)
    setWhole(part(node, 'who'), this.#acts.who(record))
    setWhole(part(node, 'where'), placeName(record))
    const past = at - record.filed
    setText(part(node, 'verb'), record.sos ? word('band_since') : '')
    setText(part(node, 'since'), record.sos ? runs(past) : age(past))
    const heard = told?.contact ? word('band_contact', { age: age(at - told.contact) }) : ''
    setWhole(part(node, 'contact'), record.sos ? heard || word('band_no_contact') : '')
    setWhole(part(node, 'state'), record.sos ? callState(record, told, this.#acts.way(record)) : '')
    const button = /** @type {HTMLButtonElement} */ (node.querySelector('.band-button'))
    const { text, rests } = this.#acts.button(record)
    setWhole(button, text)
    button.hidden = !text
    button.disabled = rests
    setAttribute(part(node, 'since'), 'data-value', String(Math.floor(past / 1000)))
  }
}

/** @param {BandActs} acts */
export function mountBand(acts) {
  const band = byId('band')
  band.setAttribute('aria-label', word('band'))
  band.lang = page.lang
  mountWarnings(document.querySelector('.phone-bar') ?? band) // below the calls: nothing outranks them
  return new Band(band, acts)
}
