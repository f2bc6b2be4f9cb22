// Today's performance as a table: which numbers, in what order, what opens behind each, rates in words, and what of it
// stands in the address. Pure.

import { PERFORMANCE_KINDS } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { count, percent } from '../../core/numbers.mjs'
import { span } from '../case/words.mjs'

export const KINDS = /** @type {PerformanceKind[]} */ (PERFORMANCE_KINDS)
/** @type {Record<Rate, PerformanceNumber>} */
export const RATES = { closing: 'closed', on_time_rate: 'on_time' } // a rate → what it is of `due`
/** @type {PerformanceNumber[]} */
const COUNTS = ['filed', 'due', 'closed', 'on_time', 'overdue', 'returned']
/** @type {PerformanceNumber[]} */
export const COLUMNS = [...COUNTS, 'first_response_s', 'closing', 'on_time_rate']
/** @type {Sort['by'][]} */
const SORTED = ['name', ...COLUMNS]
/** @type {Sort} */
const FIRST = { by: 'overdue', down: true }
/** The row of the whole: no id of an area, a department or a person looks like it. */
export const TOTAL = '*'

/**
 * @param {string} column
 * @returns {column is Rate}
 */
export const isRate = (column) => column in RATES

/**
 * Whose list a column opens: a rate's is everything that had to be finished.
 * @param {PerformanceNumber} column
 * @returns {PerformanceNumber}
 */
export const listOf = (column) => (isRate(column) ? 'due' : column)

/**
 * One number of a row as people read it.
 * @param {PerformanceRow} row
 * @param {PerformanceNumber} column
 */
export function shown(row, column) {
  const value = row[column]
  if (isRate(column)) return percent(value)
  if (column === 'first_response_s') return value === null ? '—' : span(value * 1000)
  return count(value)
}

/**
 * "911 / 972 = 93.7%": where a rate comes from; says so when nothing was due.
 * @param {PerformanceRow} row
 * @param {Rate} rate
 */
export function rateWords(row, rate) {
  if (row[rate] === null) return word('performance_nothing_due')
  return `${count(row[RATES[rate]])} / ${count(row.due)} = ${percent(row[rate])}`
}

/**
 * The way a column is first sorted by: names from their beginning, numbers from the largest.
 * @param {Sort} sort
 * @param {Sort['by']} by
 * @returns {Sort}
 */
export const turned = (sort, by) => (sort.by === by ? { by, down: !sort.down } : { by, down: by !== 'name' })

/**
 * A copy in order; what is not known comes last either way, equals stay as they came.
 * @param {PerformanceRow[]} rows
 * @param {Sort} sort
 * @param {(row: PerformanceRow) => string} name
 */
export function sorted(rows, { by, down }, name) {
  const way = down ? -1 : 1
  if (by === 'name') return [...rows].sort((a, b) => way * name(a).localeCompare(name(b)))
  return [...rows].sort((a, b) => {
    const [one, other] = [a[by], b[by]]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return way * (one - other)
  })
}

/**
 * As they stood `before` (ids), newcomers after them: nothing moves under somebody's hand.
 * @template {{id: string}} T
 * @param {string[]} before
 * @param {T[]} rows
 */
export function still(before, rows) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(before)
  return [...before.flatMap((id) => byId.get(id) ?? []), ...rows.filter(({ id }) => !known.has(id))]
}

/**
 * '?panel=performance&kind=people&of=D-0495&number=overdue&sort=-closing' → what is looked at.
 * @param {string} search
 * @returns {PerformanceView}
 */
export function readPanel(search) {
  const told = new URLSearchParams(search)
  const sort = told.get('sort') ?? ''
  const by = oneOf(sort.replace(/^-/, ''), SORTED)
  const number = oneOf(told.get('number'), COLUMNS)
  return {
    open: told.get('panel') === 'performance',
    kind: oneOf(told.get('kind'), KINDS) ?? KINDS[0],
    sort: by === null ? FIRST : { by, down: sort.startsWith('-') },
    of: number === null ? null : told.get('of') || TOTAL,
    number,
  }
}

/**
 * `told` when it is one of `all`, else null.
 * @template {string} T
 * @param {string | null} told
 * @param {T[]} all
 */
const oneOf = (told, all) => all.find((one) => one === told) ?? null

/**
 * `search` with it written in; nothing of it once it is closed, and the usual is left out.
 * @param {string} search
 * @param {PerformanceView} view
 */
export function writePanel(search, { open, kind, sort, of, number }) {
  const told = new URLSearchParams(search)
  const put = (/** @type {string} */ name, /** @type {string | null} */ value) =>
    open && value ? told.set(name, value) : told.delete(name)
  const usual = sort.by === FIRST.by && sort.down === FIRST.down
  put('panel', 'performance')
  put('kind', kind)
  put('sort', usual ? '' : `${sort.down ? '-' : ''}${sort.by}`)
  put('of', of)
  put('number', number)
  const text = told.toString()
  return text && `?${text}`
}

/** @type {Record<string, number>} */
const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }
/** @type {Record<string, number>} */
const ACROSS = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }
export const MOVES = new Set([...Object.keys(SIDEWAYS), ...Object.keys(ACROSS)])

/**
 * Where a key of MOVES leads among lines of buttons: `lengths` of the lines → [line, place in it].
 * @param {[line: number, at: number]} from
 * @param {string} key
 * @param {number[]} lengths
 * @returns {[line: number, at: number]}
 */
export function stepped([line, at], key, lengths) {
  const within = (/** @type {number} */ value, /** @type {number} */ length) =>
    Math.min(length - 1, Math.max(0, value))
  if (key in SIDEWAYS) return [line, within(at + SIDEWAYS[key], lengths[line])]
  const next = within(line + ACROSS[key], lengths.length)
  return [next, within(at, lengths[next])]
}
