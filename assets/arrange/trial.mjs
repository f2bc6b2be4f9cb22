// What a rule would have shown of yesterday's cases: a sentence and a list.

import { at } from '../core/base.mjs'
import { runs } from '../core/ages.mjs'
import { fetched } from '../core/api.mjs'
import { byId, make } from '../core/dom.mjs'
import { itemName, ofPair } from '../core/names.mjs'
import { page, word } from '../core/page.mjs'

/** @typedef {{case: string, item: string, place: Pair[], urgent: boolean, sos: boolean, at: number, until: number}} Row */
/** @typedef {{day: string, looked: number, shown: number, seconds: number, most: number, rows: Row[]}} Tried */

const HOURS = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: page.timezone, hour: '2-digit', minute: '2-digit', second: '2-digit' },
})

export class Trial {
  #place = byId('beside')
  #asked = 0
  #of = '' // the rule that was tried, as text
  /** @type {Node[]} */
  #parts = []
  #drawn = ''

  /** @param {Work | null} work */
  show(work) {
    if (work?.kind !== 'rule') return (this.#drawn = '')
    const rule = ruled(work)
    const stale = this.#of !== '' && this.#of !== rule
    const now = `${this.#asked} ${this.#parts.length} ${stale}`
    if (now === this.#drawn) return
    this.#drawn = now
    const about = this.#of === '' ? word('trial_hint') : stale ? word('trial_stale') : ''
    const hint = about ? [make('p', stale ? 'stale' : 'hint', about)] : []
    this.#place.replaceChildren(make('h2', '', word('trial')), ...hint, ...this.#parts)
  }

  /** @param {Work} work */
  async run(work) {
    const mine = (this.#asked += 1)
    this.#of = ruled(work)
    this.#parts = [make('p', 'hint', word('trial_runs'))]
    this.show(work)
    const body = JSON.stringify({ ...work.value, name: work.value.name || '—', id: work.id })
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    const parts = await fetched(at('/api/screens/dry_run'), { method: 'POST', headers, body }).then(
      told,
      (/** @type {Error} */ error) => [make('p', 'refused', error.message)],
    )
    if (mine !== this.#asked) return
    this.#parts = parts
    this.#drawn = ''
    this.show(work)
  }
}

/**
 * What decides which cases it shows: to name it or to save it changes nothing of that.
 * @param {Work} work
 */
const ruled = ({ value }) => JSON.stringify({ ...value, id: '', name: '', revision: 0 })

/** @param {Tried} tried */
function told({ day, looked, shown, seconds, most, rows }) {
  if (!shown) return [make('p', '', word('trial_none', { day, looked }))]
  const time = runs(seconds * 1000)
  const sum = make('p', '', word('trial_total', { day, looked, shown, time, most }))
  const more = shown > rows.length ? [make('p', 'hint', word('trial_more', { n: rows.length }))] : []
  const [box, table, head] = [make('div', 'trial-box'), make('table', 'trial'), make('tr')]
  for (const name of ['begin', 'until', 'matter', 'place']) {
    const cell = make('th', '', word(`trial_${name}`))
    cell.scope = 'col'
    head.append(cell)
  }
  table.append(head, ...rows.map(line))
  box.tabIndex = 0 // it scrolls
  box.role = 'region'
  box.ariaLabel = word('trial')
  box.append(table)
  return [sum, ...more, box]
}

/** @param {Row} row */
function line({ item, sos, place, at: from, until }) {
  const tr = make('tr')
  const where = place.map(ofPair).join(word('place_join')) || word('place_here')
  const cells = [HOURS.format(from), HOURS.format(until), itemName({ item, sos }), where]
  tr.append(...cells.map((text) => make('td', '', text)))
  return tr
}
