// The areas below by a counter, the most first, each with a bar: as many as there is room for, the others summed up, so that the rows
// are the number above. And that number, large.
import { areaMap } from '../../core/api.mjs'
import { make, setAttribute, setText, setWhole } from '../../core/dom.mjs'
import { ofPair, shortName } from '../../core/names.mjs'
import { count } from '../../core/numbers.mjs'
import { named, page, word } from '../../core/page.mjs'

const EVERY_MS = 1000
const REST = ''

/**
 * [code, number] of each that has any, the most first; what finds no room in `room` rows is the last, without a code.
 * @param {Map<string, number>} numbers
 * @param {number} room
 * @returns {[code: string, many: number][]}
 */
export function ranked(numbers, room) {
  const some = [...numbers].filter(([, many]) => many > 0)
  const all = some.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (all.length <= room) return all
  const shown = all.slice(0, Math.max(0, room - 1))
  const rest = all.slice(shown.length).reduce((sum, [, many]) => sum + many, 0)
  return [...shown, [REST, rest]]
}

/** @param {string} counter */
export const counterName = (counter) => {
  const known = /** @type {ScreenFacts} */ (/** @type {unknown} */ (page)).counters?.[counter]
  return known ? ofPair(known) : counter
}

/**
 * @param {HTMLElement} cell
 * @param {{area: string, counter: string}} about
 * @param {import('../measures.mjs').Measures} measures
 * @returns {OpenPanel}
 */
export function openRanking(cell, { area, counter }, measures) {
  const [title, list] = [make('h2', 'panel-title', counterName(counter)), make('ol', 'rank-list')]
  const none = make('p', 'stage-none')
  cell.append(title, list, none)
  /** @type {Map<string, string>} */
  let names = new Map()
  const draw = () => {
    const numbers = measures.below(area, counter)
    const high = Number.parseFloat(getComputedStyle(list).gridAutoRows) || 1
    const rows = numbers ? ranked(numbers, Math.floor(list.clientHeight / high)) : []
    fill(list, rows, names)
    setText(none, numbers && !rows.length ? word('screen_none_below') : '')
    none.hidden = rows.length > 0
  }
  areaMap(area).then(
    ({ children }) => {
      names = new Map(children.map((/** @type {Child} */ child) => [child.code, shortName(named(child))]))
      draw()
    },
    () => {},
  )
  const timer = setInterval(draw, EVERY_MS)
  const sizes = new ResizeObserver(draw)
  sizes.observe(list)
  return {
    close() {
      clearInterval(timer)
      sizes.disconnect()
    },
  }
}

/**
 * @param {HTMLElement} list
 * @param {[code: string, many: number][]} rows
 * @param {Map<string, string>} names
 */
function fill(list, rows, names) {
  while (list.childElementCount > rows.length) list.lastElementChild?.remove()
  while (list.childElementCount < rows.length) list.append(newRow())
  const most = Math.max(1, ...rows.filter(([code]) => code !== REST).map(([, many]) => many))
  rows.forEach(([code, many], at) => {
    const [name, bar, number] = list.children[at].children
    setWhole(name, code === REST ? word('screen_others') : (names.get(code) ?? ''))
    setText(number, count(many))
    setAttribute(number, 'data-value', String(many))
    const fill = /** @type {HTMLElement} */ (bar.firstElementChild)
    fill.style.width = code === REST ? '0' : `${((100 * many) / most).toFixed(1)}%`
  })
}

function newRow() {
  const row = make('li', 'rank-row')
  const bar = make('span', 'rank-bar')
  bar.append(make('span', 'funnel-fill'))
  row.append(make('span', 'rank-name'), bar, make('b', 'rank-number'))
  return row
}

/**
 * @param {HTMLElement} cell
 * @param {{area: string, counter: string}} about
 * @param {import('../measures.mjs').Measures} measures
 * @returns {OpenPanel}
 */
export function openNumber(cell, { area, counter }, measures) {
  const [where, number] = [make('p', 'number-where'), make('p', 'number-large')]
  cell.append(where, number, make('p', 'number-name', counterName(counter)))
  areaMap(area).then(
    (payload) => setWhole(where, named(payload)),
    () => {},
  )
  const draw = () => {
    const value = measures.of(area, counter)
    setText(number, count(value))
    setAttribute(number, 'data-value', value === null ? '' : String(value))
  }
  draw()
  const timer = setInterval(draw, EVERY_MS)
  return { close: () => clearInterval(timer) }
}
