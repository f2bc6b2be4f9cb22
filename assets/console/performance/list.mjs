// The list behind one number of today's performance: its cases, each a button that the console then looks at.

import { word } from '../../core/page.mjs'
import { activeElement, make, setAttribute } from '../../core/dom.mjs'
import { itemName, ownerName, placeName, stateOf } from '../../core/names.mjs'
import { count } from '../../core/numbers.mjs'
import { ended, late, markOf } from '../../core/case_status.mjs'
import { page } from '../case/page.mjs'
import { redraw } from '../card/part.mjs'
import { moment, span } from '../case/words.mjs'

const COLUMNS = ['id', 'item', 'place', 'case', 'due', 'owner']
// what this number is about, besides
/** @type {Partial<Record<PerformanceNumber, string>>} */
const MORE = {
  closed: 'closed',
  on_time: 'closed',
  returned: 'returned',
  first_response_s: 'first_response_s',
}

/**
 * @param {PerformanceCase} row
 * @param {number} at
 */
function marked(row, at) {
  const both = make('span', 'marked')
  both.append(make('span', `mark ${markOf(row, at)}`), stateOf(row, at))
  return both
}

/**
 * @param {PerformanceCase} row
 * @param {number} at
 */
function deadline(row, at) {
  if (row.due) return moment(row.due, at)
  return word(row.paused && !ended(row) ? 'due_paused' : 'limit_none')
}

/** @type {Record<string, (row: PerformanceCase, at: number) => string | HTMLElement>} */
const CELLS = {
  item: itemName,
  place: placeName,
  case: marked,
  due: deadline,
  owner: (row) => (row.owner && row.owner === page.viewer?.id ? word('owner_me') : ownerName(row)),
  closed: (row, at) => (row.closed ? moment(row.closed, at) : '—'),
  returned: (row) => count(row.returned),
  first_response_s: (row) => (row.first_response_s === null ? '—' : span(row.first_response_s * 1000)),
}
/** @param {string} column */
const headOf = (column) => word(column in MORE ? `performance_list_${column}` : `row_${column}`)

/**
 * Fill `host` with the answer to `number`; `looked`: the case the console looks at.
 * @param {HTMLElement} host
 * @param {PerformanceList} told
 * @param {PerformanceNumber} number
 * @param {string | null} looked
 */
export function drawList(host, told, number, looked) {
  const more = MORE[number]
  const columns = more ? [...COLUMNS, more] : COLUMNS
  const { as_of: at, rows, total } = told
  const texts = rows.map((row) => [row.id, ...columns.slice(1).map((column) => textOf(row, column, at))])
  const focused = host.contains(document.activeElement) ? activeElement().dataset.case : null
  const drawn = redraw(host, [number, total, texts], () => {
    if (!rows.length) return [make('p', 'dialog-note', word('details_empty'))]
    const rest = word('details_some', { shown: count(rows.length), total: count(total) })
    return [table(columns, rows, at), ...(total > rows.length ? [make('p', 'dialog-note', rest)] : [])]
  })
  for (const button of casesIn(host))
    setAttribute(button, 'aria-pressed', String(button.dataset.case === looked))
  if (drawn && focused) refocus(host, focused)
}

/**
 * Where the keys were: at the same case, or else at the first.
 * @param {HTMLElement} host
 * @param {string} id
 */
function refocus(host, id) {
  const buttons = casesIn(host)
  const node = buttons.find((button) => button.dataset.case === id) ?? buttons[0]
  node?.focus({ preventScroll: true })
}

/**
 * @param {HTMLElement} host
 * @returns {HTMLElement[]}
 */
const casesIn = (host) => [...host.querySelectorAll('button')].filter((button) => button.dataset.case)

/**
 * @param {PerformanceCase} row
 * @param {string} column
 * @param {number} at
 */
function textOf(row, column, at) {
  const content = CELLS[column](row, at)
  return typeof content === 'string'
    ? content
    : `${content.textContent}${content.firstElementChild?.className}`
}

/**
 * @param {string[]} columns
 * @param {PerformanceCase[]} rows
 * @param {number} at
 */
function table(columns, rows, at) {
  const node = make('table', 'performance-list')
  const [head, body] = [make('thead'), make('tbody')]
  head.append(line(columns.map((column) => cell('th', headOf(column)))))
  body.append(...rows.map((row) => lineOf(columns, row, at)))
  node.append(head, body)
  return node
}

/**
 * @param {string[]} columns
 * @param {PerformanceCase} row
 * @param {number} at
 */
function lineOf(columns, row, at) {
  const button = make('button', 'performance-case', row.id)
  button.type = 'button'
  button.dataset.case = row.id
  const rest = columns.slice(1).map((column) => cell('td', CELLS[column](row, at), column))
  const node = line([cell('td', button), ...rest])
  node.dataset.line = row.id
  if (late(row, at)) node.className = 'late'
  return node
}

/**
 * @param {'td' | 'th'} tag
 * @param {string | Node} content
 */
function cell(tag, content, column = '') {
  const node = make(tag, column && `list-${column}`)
  node.append(content)
  return node
}

/** @param {HTMLElement[]} cells */
function line(cells) {
  const node = make('tr')
  node.append(...cells)
  return node
}
