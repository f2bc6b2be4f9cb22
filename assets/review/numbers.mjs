// The numbers of a review: which there are, how they read, what is better, and in what order rows stand. Pure but for
// words.

import { word } from '../core/page.mjs'
import { count, percent } from '../core/numbers.mjs'

export const HEADLINE = [
  'filed',
  'advised_rate',
  'first_response_s',
  'on_time_rate',
  'closing',
  'return_rate',
  'reopen_rate',
  'feedback_rate',
]
export const COLUMNS = [
  'filed',
  'closed',
  'overdue',
  'advised_rate',
  'first_response_s',
  'on_time_rate',
  'closing',
  'return_rate',
  'reopen_rate',
  'feedback_rate',
]
// 1: the more the better; of what is not here more is neither
/** @type {Record<string, 1 | -1>} */
const BETTER = {
  overdue: -1,
  advised_rate: 1,
  first_response_s: -1,
  on_time_rate: 1,
  closing: 1,
  return_rate: -1,
  reopen_rate: -1,
  feedback_rate: 1,
}
// whose cases a number opens, where that is another one
/** @type {Record<string, string>} */
const OPENS = {
  first_response_s: 'answered',
  advised_rate: 'advised',
  on_time_rate: 'due',
  closing: 'due',
  return_rate: 'returned',
  reopen_rate: 'reopened',
  feedback_rate: 'dispatched',
}
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]

/** @param {string} number */
export const isRate = (number) => number.endsWith('_rate') || number === 'closing'
/** @param {string} number */
export const listOf = (number) => OPENS[number] ?? number
/** @param {string} number */
export const isJudged = (number) => number in BETTER

/**
 * @param {ReviewRow | null | undefined} row
 * @param {string} number
 * @returns {number | null} null where nothing can be said
 */
export function valueOf(row, number) {
  if (!row) return null
  if (number === 'first_response_s') return row.first_response_s
  return (isRate(number) ? row.rates[number] : row.counts[number]) ?? null
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 2 * MINUTE) return word('seconds', { n: Math.round(seconds) })
  if (seconds < 2 * HOUR) return word('minutes', { n: Math.round(seconds / MINUTE) })
  if (seconds < 2 * DAY) return word('hours', { n: (seconds / HOUR).toFixed(1) })
  return word('days_long', { n: (seconds / DAY).toFixed(1) })
}

/**
 * @param {number | null} value
 * @param {string} number
 */
export function shown(value, number) {
  if (value === null) return '—'
  if (number === 'first_response_s') return duration(value)
  return isRate(number) ? percent(value) : count(value)
}

/**
 * From `then` to `value`: the arrow tells which way, the word whether that is good. Null where one is not known.
 * @param {number | null} value
 * @param {number | null} then
 * @param {string} number
 */
export function difference(value, then, number) {
  if (value === null || then === null) return null
  const by = rounded(value - then, number)
  const judged = Math.sign(by) * (BETTER[number] ?? 0)
  const grown = by > 0 ? 'more' : 'fewer'
  const told = by === 0 ? 'same' : judged > 0 ? 'better' : judged < 0 ? 'worse' : grown
  const arrow = by === 0 ? '＝' : by > 0 ? '▲' : '▼'
  return { told, arrow, text: by === 0 ? '' : `${by > 0 ? '+' : '−'}${amount(Math.abs(by), number)}` }
}

/**
 * As fine as it is shown: what reads the same is the same.
 * @param {number} by
 * @param {string} number
 */
const rounded = (by, number) => (isRate(number) ? Math.round(by * 1000) / 1000 : Math.round(by))

/**
 * @param {number} by
 * @param {string} number
 */
function amount(by, number) {
  if (isRate(number)) return word('points', { n: (by * 100).toFixed(1) })
  return number === 'first_response_s' ? duration(by) : count(by)
}

/**
 * A copy, the worst first (where more is neither good nor bad, the most first); what is not known last either way.
 * @param {ReviewRow[]} rows
 * @param {string} number
 * @param {boolean} turned
 */
export function worstFirst(rows, number, turned) {
  const way = (BETTER[number] ?? -1) * (turned ? -1 : 1)
  return [...rows].sort((a, b) => {
    const [one, other] = [valueOf(a, number), valueOf(b, number)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return way * (one - other)
  })
}

/**
 * The day so many days after another, both `YYYY-MM-DD`.
 * @param {string} day
 * @param {number} days
 */
export function dayAfter(day, days) {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}
