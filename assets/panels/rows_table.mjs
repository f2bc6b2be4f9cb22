// The list behind a number as a table. A wall shows item, place and state: never names of people nor free text.
import { cameraIcon } from '../cameras/shapes.mjs'
import { cameraInWords } from '../cameras/words.mjs'
import { named, page, word } from '../core/page.mjs'
import { ended, markOf } from '../core/case_status.mjs'
import { age } from '../core/ages.mjs'
import { make } from '../core/dom.mjs'
import { moment } from '../core/moments.mjs'
import { isChinese, ownerName, placeName, stateOf, titleOf } from '../core/names.mjs'
import { count } from '../core/numbers.mjs'
import { ordered } from './list_order.mjs'

/** @type {[mark: string, columns: string[]][]} */
const KINDS = [
  ['still', ['name', 'place', 'camera', 'since']],
  ['item', ['item', 'place', 'case', 'due', 'owner', 'filed']],
  ['home', ['id', 'kind', 'state', 'place', 'age']],
  ['last', ['place', 'open', 'last']],
  ['posts', ['place', 'posts']],
]

/** @param {number} past */
const ago = (past) => word('ago', { age: age(past) })

/**
 * When a case's time ends or ended; how much of it is left while somebody can still use it, else whether it was kept.
 * @param {any} row
 * @param {number} at
 */
export function deadline(row, at) {
  if (!row.due) return row.paused && !ended(row) ? word('due_paused') : '—'
  if (ended(row)) return word(row.ended > row.due ? 'due_missed' : 'due_kept', { time: time(row.due) })
  if (row.due < at || !row.continuous) return time(row.due) // of office hours the page knows no calendar
  return word('due_left', { time: time(row.due), age: age(row.due - at) })
}

// Nobody reads a column of dashes: cases that were put right on the spot have neither deadline nor owner; people have
// no ids for those who are told none; where all are full-time nobody need read so.
/** @type {Record<string, (row: any) => boolean>} */
const SPARE = {
  due: (/** @type {any} */ row) => row.due || row.paused,
  owner: (/** @type {any} */ row) => Boolean(row.owner) || !ended(row),
  id: (/** @type {any} */ row) => row.id !== null,
  kind: (/** @type {any} */ row) => row.kind !== null && row.kind !== 'full',
}

/**
 * The columns of a list of such rows.
 * @param {any[]} rows
 */
export function columnsOf(rows) {
  const columns = KINDS.find(([mark]) => mark in rows[0])?.[1] ?? ['id']
  return columns.filter((column) => !SPARE[column] || rows.some(SPARE[column]))
}

// `row` is what the server listed, `at` the time it did so
/** @type {Record<string, (row: any, at: number) => string | Node>} */
const CELLS = {
  item: titleOf,
  place: (/** @type {any} */ row) => (row.area === null ? '—' : placeName(row)),
  id: (/** @type {any} */ row) => row.id,
  kind: (/** @type {any} */ row) => (row.kind === null ? '—' : word(`kind_${row.kind}`)),
  state: (/** @type {any} */ row, /** @type {number} */ at) =>
    [row.state, ...(row.marks ?? []).map((/** @type {string} */ mark) => `mark_${mark}`)]
      .map((key) => word(key))
      .concat(row.planned ? [word('row_planned', { time: moment(row.planned, at) })] : [])
      .join(' · '),
  case: (/** @type {any} */ row, /** @type {number} */ at) =>
    marked(make('span', `mark ${markOf(row, at)}`), stateOf(row, at)),
  due: (/** @type {any} */ row, /** @type {number} */ at) => deadline(row, at),
  owner: (/** @type {any} */ row) => ownerName(row),
  filed: (/** @type {any} */ row) => time(row.filed),
  age: (/** @type {any} */ row) => (row.age === null ? word('never') : ago(row.age)),
  last: (/** @type {any} */ row, /** @type {number} */ at) =>
    row.last === null ? word('never') : ago(at - row.last),
  open: (/** @type {any} */ row) => count(row.open),
  posts: (/** @type {any} */ row) => count(row.posts),
  name: (/** @type {any} */ row) => named(row),
  camera: (/** @type {any} */ row) => marked(cameraIcon(row.state), cameraInWords(row)),
  since: (/** @type {any} */ row, /** @type {number} */ at) => (row.since ? ago(at - row.since) : '—'),
}

/**
 * A heading sorts by its column, once more backwards; a row is followed by `lead(row)`, from its first cell by key.
 * `groups`: the rows fall into them in this order, each under a line of its own, and are sorted within it.
 * @param {any[]} rows
 * @param {number} at
 * @param {(row: any) => void} [lead]
 * @param {Group[]} [groups]
 */
export function rowsTable(rows, at, lead, groups = []) {
  const columns = columnsOf(rows)
  const table = make('table', 'dialog-table')
  const head = make('thead')
  const parts = partsOf(rows, groups)
  /** @type {{column: string | null, backwards: boolean}} */
  const order = { column: null, backwards: false }
  const press = (/** @type {string} */ column) => {
    order.backwards = order.column === column && !order.backwards
    order.column = column
    const text = (/** @type {any} */ row) => textOf(CELLS[column](row, at))
    for (const { body, heading, own } of parts) {
      const sorted = ordered(own, column, order.backwards, text, page.lang)
      body.replaceChildren(...heading(columns, lead), ...sorted.map((row) => lineOf(columns, row, at, lead)))
    }
    for (const cell of head.querySelectorAll('th')) mark(cell, order)
  }
  head.append(headOf(columns, press))
  for (const { body, heading, own } of parts)
    body.append(...heading(columns, lead), ...own.map((row) => lineOf(columns, row, at, lead)))
  table.append(head, ...parts.map(({ body }) => body))
  const box = make('div', 'dialog-scroll')
  box.tabIndex = 0
  box.append(table)
  return box
}

/** @typedef {{code: string, name: string | null, name_en: string | null, page: string | null, total: number, shown: number}} Group */

/**
 * Each group's rows and the body they stand in; all of them in one without groups.
 * @param {any[]} rows
 * @param {Group[]} groups
 */
function partsOf(rows, groups) {
  const none = { body: make('tbody'), own: rows, heading: () => /** @type {Node[]} */ ([]) }
  if (!groups.length) return [none]
  let from = 0
  return groups
    .filter(({ shown }) => shown > 0)
    .map((group) => {
      const own = rows.slice(from, (from += group.shown))
      /** @type {(columns: string[], lead?: (row: any) => void) => Node[]} */
      const heading = (columns, lead) => [groupLine(group, columns.length, lead)]
      return { body: make('tbody'), own, heading }
    })
}

/**
 * @param {Group} group
 * @param {number} wide
 * @param {((row: any) => void) | undefined} lead
 */
function groupLine(group, wide, lead) {
  const [line, cell] = [make('tr', 'group'), make('th')]
  cell.colSpan = wide
  cell.scope = 'rowgroup'
  const name = group.name ? named({ ...group, name: group.name }) : word('group_none')
  const leads = lead && group.page !== null
  const title = leads ? make('button', 'row-lead', name) : make('span', '', name)
  if (leads) {
    ;/** @type {HTMLButtonElement} */ (title).type = 'button'
    title.addEventListener('click', () => lead(group))
  }
  cell.append(title, make('b', 'group-total', count(group.total)))
  line.append(cell)
  return line
}

/**
 * @param {string[]} columns
 * @param {(column: string) => void} press
 */
function headOf(columns, press) {
  const line = make('tr')
  for (const column of columns) {
    const cell = make('th', `row-${column}`)
    const button = make('button', 'sort', word(`row_${column}`))
    button.type = 'button'
    button.addEventListener('click', () => press(column))
    cell.dataset.column = column
    cell.append(button)
    line.append(cell)
  }
  return line
}

/**
 * @param {HTMLTableCellElement} cell
 * @param {{column: string | null, backwards: boolean}} order
 */
function mark(cell, { column, backwards }) {
  if (cell.dataset.column !== column) cell.removeAttribute('aria-sort')
  else cell.setAttribute('aria-sort', backwards ? 'descending' : 'ascending')
}

/**
 * @param {string[]} columns
 * @param {any} row
 * @param {number} at
 * @param {((row: any) => void) | undefined} lead
 */
function lineOf(columns, row, at, lead) {
  const line = make('tr')
  for (const column of columns) {
    const cell = make('td', `row-${column}`)
    cell.append(CELLS[column](row, at))
    cell.title = textOf(cell)
    line.append(cell)
  }
  if (!lead || !['page', 'item', 'still'].some((mark) => row[mark] !== undefined && row[mark] !== null))
    return line
  const first = /** @type {HTMLElement} */ (line.firstElementChild)
  const button = make('button', 'row-lead')
  button.type = 'button'
  button.append(...first.childNodes)
  first.append(button)
  line.className = 'leads'
  line.addEventListener('click', () => lead(row))
  return line
}

/** @param {string | Node} content */
const textOf = (content) => (typeof content === 'string' ? content : (content.textContent ?? ''))

/**
 * @param {Element} icon
 * @param {string} text
 */
function marked(icon, text) {
  const both = make('span', 'marked')
  both.append(icon, text)
  return both
}

/**
 * Epoch ms as date and time in the city's zone.
 * @param {number} at
 */
export function time(at) {
  /** @type {Intl.DateTimeFormatOptions} */
  const pieces = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }
  const zone = { timeZone: page.timezone, hour12: false }
  return new Intl.DateTimeFormat(isChinese() ? 'zh-CN' : 'en-GB', { ...zone, ...pieces }).format(at)
}
