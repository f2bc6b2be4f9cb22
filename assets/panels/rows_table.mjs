// The list behind a number as a table. A wall shows item, place and state: never names of people nor free text.
import { cameraIcon } from '../cameras/shapes.mjs'
import { cameraInWords } from '../cameras/words.mjs'
import { named, page, word } from '../core/page.mjs'
import { ended, markOf } from '../core/case_status.mjs'
import { age } from '../core/ages.mjs'
import { make } from '../core/dom.mjs'
import { isChinese, ownerName, placeName, stateOf, titleOf } from '../core/names.mjs'
import { count } from '../core/numbers.mjs'

/** @type {[mark: string, columns: string[]][]} */
const KINDS = [
  ['still', ['name', 'place', 'camera', 'since']],
  ['item', ['item', 'place', 'case', 'due', 'owner', 'filed']],
  ['home', ['id', 'state', 'place', 'age']],
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
  if (row.due < at) return time(row.due)
  return word('due_left', { time: time(row.due), age: age(row.due - at) })
}

// Nobody reads a column of dashes: cases that were put right on the spot have neither deadline nor owner.
/** @type {Record<string, (row: any) => boolean>} */
const SPARE = {
  due: (/** @type {any} */ row) => row.due || row.paused,
  owner: (/** @type {any} */ row) => Boolean(row.owner) || !ended(row),
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
  state: (/** @type {any} */ row) =>
    [row.state, ...(row.marks ?? []).map((/** @type {string} */ mark) => `mark_${mark}`)]
      .map((key) => word(key))
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
 * @param {any[]} rows
 * @param {number} at
 */
export function rowsTable(rows, at) {
  const columns = columnsOf(rows)
  const table = make('table', 'dialog-table')
  /**
   * @param {'td' | 'th'} tag
   * @param {(column: string) => string | Node} contentOf
   */
  const line = (tag, contentOf) => lineOf(tag, columns, contentOf)
  table.append(line('th', (column) => word(`row_${column}`)))
  for (const row of rows) table.append(line('td', (column) => CELLS[column](row, at)))
  const box = make('div', 'dialog-scroll')
  box.tabIndex = 0
  box.append(table)
  return box
}

/**
 * @param {'td' | 'th'} tag
 * @param {string[]} columns
 * @param {(column: string) => string | Node} contentOf
 */
function lineOf(tag, columns, contentOf) {
  const row = make('tr')
  for (const column of columns) {
    const cell = make(tag, `row-${column}`)
    cell.append(contentOf(column))
    cell.title = cell.textContent
    row.append(cell)
  }
  return row
}

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
