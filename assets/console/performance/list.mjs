// The list behind one number of today's performance: its cases, each a button that the console then looks at.

import { word } from '../../core/page.mjs'
import { activeElement, childrenOf, make, setAttribute } from '../../core/dom.mjs'
import { itemName, ownerName, placeName, stateOf } from '../../core/names.mjs'
import { count } from '../../core/numbers.mjs'
import { ended, late, markOf } from '../../core/case_status.mjs'
import { page } from '../case/page.mjs'
import { redraw } from '../card/part.mjs'
import { still } from './numbers.mjs'
import { span } from '../case/words.mjs'
import { moment } from '../../core/moments.mjs'

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
 * Fill `host` with the answer to `number`; `looked`: the case the console looks at. While somebody is in it (`held`)
 * lines stay where they are, with what is new below them.
 * @param {HTMLElement} host
 * @param {PerformanceList} told
 * @param {PerformanceNumber} number
 * @param {string | null} looked
 * @param {boolean} held
 */
export function drawList(host, told, number, looked, held) {
  const more = MORE[number]
  const columns = more ? [...COLUMNS, more] : COLUMNS
  const { as_of: at, total } = told
  const before = casesIn(host).map(({ dataset }) => dataset.case ?? '')
  const rows = held && host.dataset.of === number ? still(before, told.rows) : told.rows
  host.dataset.of = number
  const focused = host.contains(document.activeElement) ? activeElement().dataset.case : null
  redraw(host, [number, rows.length > 0, total > rows.length && total], () => {
    if (!rows.length) return [make('p', 'dialog-note', word('details_empty'))]
    const rest = word('details_some', { shown: count(rows.length), total: count(total) })
    return [table(columns), ...(total > rows.length ? [make('p', 'dialog-note', rest)] : [])]
  })
  const body = host.querySelector('tbody')
  if (body) drawLines(body, columns, rows, at)
  for (const button of casesIn(host))
    setAttribute(button, 'aria-pressed', String(button.dataset.case === looked))
  if (focused && !host.contains(document.activeElement)) refocus(host, focused)
}

/**
 * A line keeps its elements while its case is there: a click on one is not lost.
 * @param {HTMLElement} body
 * @param {string[]} columns
 * @param {PerformanceCase[]} rows
 * @param {number} at
 */
function drawLines(body, columns, rows, at) {
  const known = new Map(childrenOf(body).map((node) => [node.dataset.line, node]))
  const wanted = rows.map((row) => {
    const node = known.get(row.id) ?? lineOf(columns, row)
    fill(node, columns, row, at)
    return node
  })
  if (wanted.length !== body.childElementCount || wanted.some((node, nth) => node !== body.children[nth]))
    body.replaceChildren(...wanted)
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

/** @param {string[]} columns */
function table(columns) {
  const node = make('table', 'performance-list')
  const head = make('thead')
  head.append(line(columns.map((column) => cell('th', headOf(column)))))
  node.append(head, make('tbody'))
  return node
}

/**
 * @param {string[]} columns
 * @param {PerformanceCase} row
 */
function lineOf(columns, row) {
  const button = make('button', 'performance-case', row.id)
  button.type = 'button'
  button.dataset.case = row.id
  const node = line([cell('td', button), ...columns.slice(1).map((column) => cell('td', '', column))])
  node.dataset.line = row.id
  return node
}

/**
 * @param {HTMLTableRowElement} node
 * @param {string[]} columns
 * @param {PerformanceCase} row
 * @param {number} at
 */
function fill(node, columns, row, at) {
  setAttribute(node, 'class', late(row, at) ? 'late' : '')
  columns.slice(1).forEach((column, nth) => redrawn(node.cells[nth + 1], CELLS[column](row, at)))
}

/**
 * @param {HTMLElement} host
 * @param {string | HTMLElement} content
 */
function redrawn(host, content) {
  const node = typeof content === 'string' ? document.createTextNode(content) : content
  if (!host.firstChild?.isEqualNode(node)) host.replaceChildren(node)
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
