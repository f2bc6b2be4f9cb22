// Reporting something: what, where, in which words, with photos. What is sent is kept on the phone until it is heard, and
// what became of it stands below: waiting, sent, or refused and why.

import { button, make } from './dom.mjs'
import { PhotoPicker } from './photo_picker.mjs'
import { PlaceMap } from './place_map.mjs'
import { inLanguage } from './words.mjs'

const PLACE_PATIENCE_MS = 20_000
const SHOWN = 5
const ADDRESS_LONGEST = 500

/**
 * @param {HTMLElement} host
 * @param {FieldFacts} facts
 * @param {FieldWord} word
 * @param {(body: object, photos: Pressed['photos']) => unknown} send
 */
export function createReport(host, facts, word, send) {
  if (!facts.report) return { show() {} }
  const open = button(word('report'), 'second report-open', () => begin())
  const list = make('ul', { class: 'reports' })
  const place = make('div', {}, open)
  host.before(make('section', { class: 'report', 'aria-label': word('report') }, place, list))

  function begin() {
    const form = new ReportForm(facts, word, {
      sent: (body, photos) => {
        place.replaceChildren(open)
        send(body, photos)
      },
      closed: () => place.replaceChildren(open),
    })
    place.replaceChildren(form.node)
  }

  return {
    /**
     * @param {Pressed[]} waiting
     * @param {SentReport[]} told
     */
    show(waiting, told) {
      const rows = [
        ...waiting.map(({ body }) => line(word, named(facts, body.item), 'waiting', '')),
        ...told.map((one) => line(word, named(facts, one.item), one.state, said(one))),
      ]
      list.replaceChildren(...rows.slice(0, SHOWN + waiting.length))
    },
  }

  /** @param {SentReport} one */
  function said({ state, case: id, reason }) {
    if (state === 'refused')
      return reason?.[facts.lang] ?? facts.words[`said_${reason?.code}`] ?? reason?.en ?? ''
    return id ? word('report_case', { id }) : ''
  }
}

/**
 * @param {FieldFacts} facts
 * @param {string} code
 */
function named(facts, code) {
  const rows = facts.report.items.flatMap((/** @type {any} */ [, items]) => items)
  const found = rows.find((/** @type {any} */ [item]) => item === code)
  return found ? inLanguage([found[1], found[2]], facts.lang) : code
}

/**
 * @param {FieldWord} word
 * @param {string} item
 * @param {string} state
 * @param {string} more
 */
const line = (word, item, state, more) =>
  make(
    'li',
    { class: 'report-row', data: { state } },
    make('b', {}, item),
    ' ',
    make('span', {}, word(`report_${state}`)),
    more && make('span', { class: 'report-more' }, ` · ${more}`),
  )

class ReportForm {
  #facts
  #word
  #parts
  /** @type {{lat: number, lon: number} | null} */
  #spot = null
  #wrong = make('p', { class: 'wrong', role: 'alert' })
  #where = make('p', { class: 'where-said', role: 'status', id: 'report-where' })
  /** @type {PlaceMap | null} */
  #map = null
  #item
  #area
  #address = make('input', { type: 'text', maxlength: ADDRESS_LONGEST, id: 'report-address' })
  #text
  #photos

  /**
   * @param {FieldFacts} facts
   * @param {FieldWord} word
   * @param {{sent: (body: object, photos: Pressed['photos']) => void, closed: () => void}} parts
   */
  constructor(facts, word, parts) {
    this.#facts = facts
    this.#word = word
    this.#parts = parts
    this.#item = this.#items()
    this.#area = this.#areas()
    this.#where.textContent = word('place_none')
    this.#area.addEventListener('change', () => this.#chosen())
    const { map } = facts.report
    if (map.grids.length) this.#map = new PlaceMap(map, facts.lang, word, (spot) => this.#pinned(spot))
    this.#text = make('textarea', { rows: 3, maxlength: facts.text_limit, id: 'report-text' })
    this.#photos = new PhotoPicker(word, facts.photos, (text) => (this.#wrong.textContent = text))
    this.node = make(
      'div',
      { class: 'form', data: { form: 'report' } },
      ...this.#labelled('report_item', this.#item),
      button(word('report_here'), 'second', () => this.#locate()),
      this.#map?.node,
      this.#where,
      ...this.#labelled('report_area', this.#area),
      ...this.#labelled('report_address', this.#address),
      ...this.#labelled('report_text', this.#text),
      ...this.#photos.nodes,
      this.#wrong,
      make(
        'div',
        { class: 'row' },
        button(word('cancel'), 'second', parts.closed),
        button(word('send'), 'first', () => this.#send()),
      ),
    )
  }

  /**
   * @param {string} key
   * @param {HTMLElement} field
   */
  #labelled(key, field) {
    return [make('label', { for: field.id }, this.#word(key)), field]
  }

  #items() {
    const { lang, report } = this.#facts
    const groups = report.items.map((/** @type {any} */ [names, rows]) =>
      make(
        'optgroup',
        { label: inLanguage(names, lang) },
        rows.map((/** @type {any} */ row) => option(row, lang)),
      ),
    )
    const none = make('option', { value: '' }, this.#word('report_choose'))
    return make('select', { id: 'report-item' }, none, groups)
  }

  #areas() {
    const { lang, report } = this.#facts
    const none = make('option', { value: '' }, this.#word('report_no_area'))
    const rows = report.areas.map((/** @type {any} */ row) => option(row, lang))
    return make('select', { id: 'report-area' }, none, rows)
  }

  #locate() {
    this.#where.textContent = this.#word('report_looking')
    const failed = () => (this.#where.textContent = this.#word('report_nowhere'))
    if (!navigator.geolocation) return failed()
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude: lat, longitude: lon, accuracy } }) => {
        this.#map?.show({ lat, lon }, accuracy)
        const metres = Math.round(accuracy)
        this.#pinned({ lat, lon }, `${this.#word('report_found', { metres })} · `)
      },
      failed,
      { enableHighAccuracy: true, maximumAge: 60_000, timeout: PLACE_PATIENCE_MS },
    )
  }

  /**
   * The place by hand, or where the phone is: named by the grid it lies in.
   * @param {import('./place_map.mjs').Spot} spot
   */
  #pinned(spot, before = '') {
    this.#spot = spot
    const grid = this.#map?.named(spot) ?? null
    if (grid) this.#list(grid)
    this.#area.value = grid?.code ?? ''
    const said = grid
      ? this.#word('place_in', { grid: grid.name })
      : this.#word(this.#map ? 'place_outside' : '')
    this.#where.textContent = before + said
  }

  /**
   * The map reaches further than the list: what lies beyond it joins it once it is pinned.
   * @param {{code: string, name: string}} grid
   */
  #list({ code, name }) {
    const there = [...this.#area.options].some(({ value }) => value === code)
    if (!there) this.#area.append(make('option', { value: code }, name))
  }

  /** An area instead: the pin is not the place any more. */
  #chosen() {
    if (!this.#area.value) return
    this.#spot = null
    this.#map?.show(null)
    this.#map?.look(this.#area.value)
    this.#where.textContent = this.#word('place_in', { grid: this.#area.selectedOptions[0].text })
  }

  #send() {
    const text = this.#text.value.trim()
    const missing = !this.#item.value
      ? 'report_item_wanted'
      : !text && !this.#photos.count
        ? 'report_text_wanted'
        : ''
    if (missing) {
      this.#wrong.textContent = this.#word(missing)
      return
    }
    const told = { area: this.#area.value, address: this.#address.value.trim(), text }
    const body = { item: this.#item.value, ...this.#spot, ...told }
    this.#parts.sent(body, this.#photos.blobs)
  }
}

/**
 * @param {[string, string, string | null]} row
 * @param {string} lang
 */
const option = ([value, zh, en], lang) => make('option', { value }, inLanguage([zh, en], lang))
