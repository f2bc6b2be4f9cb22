// Today's performance as a table: which numbers, in what order, what opens behind each, rates in words, and what of it
// stands in the address. Pure.

import { PERFORMANCE_KINDS } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { count, percent } from '../../core/numbers.mjs'
import { span } from '../case/words.mjs'

export const KINDS = PERFORMANCE_KINDS
export const RATES = { closing: 'closed', on_time_rate: 'on_time' } // a rate → what it is of `due`
const COUNTS = ['filed', 'due', 'closed', 'on_time', 'overdue', 'returned']
export const COLUMNS = [...COUNTS, 'first_response_s', ...Object.keys(RATES)]
const FIRST = { by: 'overdue', down: true }
/** The row of the whole: no id of an area, a department or a person looks like it. */
export const TOTAL = '*'

/** Whose list a column opens: a rate's is everything that had to be finished. */
export const listOf = (column) => (column in RATES ? 'due' : column)

/** One number of a row as people read it. */
export function shown(row, column) {
  const value = row[column]
  if (column in RATES) return percent(value)
  if (column === 'first_response_s') return value === null ? '—' : span(value * 1000)
  return count(value)
}

/** "911 / 972 = 93.7%": where a rate comes from; says so when nothing was due. */
export function rateWords(row, rate) {
  if (row[rate] === null) return word('performance_nothing_due')
  return `${count(row[RATES[rate]])} / ${count(row.due)} = ${percent(row[rate])}`
}

/** The way a column is first sorted by: names from their beginning, numbers from the largest. */
export const turned = (sort, by) => (sort.by === by ? { by, down: !sort.down } : { by, down: by !== 'name' })

/** A copy in order; what is not known comes last either way, equals stay as they came. `name` of a row. */
export function sorted(rows, { by, down }, name) {
  const value = by === 'name' ? name : (row) => row[by]
  const compare = (a, b) => {
    const [one, other] = [value(a), value(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    const way = by === 'name' ? one.localeCompare(other) : one - other
    return down ? -way : way
  }
  return [...rows].sort(compare)
}

/** As they stood `before` (ids), newcomers after them: nothing moves under somebody's hand. */
export function still(before, rows) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(before)
  return [...before.flatMap((id) => byId.get(id) ?? []), ...rows.filter(({ id }) => !known.has(id))]
}

/** '?panel=performance&kind=people&of=D-0495&number=overdue&sort=-closing' → what is looked at. */
export function readPanel(search) {
  const told = new URLSearchParams(search)
  const one = (name, all, usual) => (all.includes(told.get(name)) ? told.get(name) : usual)
  const by = (told.get('sort') ?? '').replace(/^-/, '')
  const number = one('number', COLUMNS, null)
  return {
    open: told.get('panel') === 'performance',
    kind: one('kind', KINDS, KINDS[0]),
    sort: ['name', ...COLUMNS].includes(by) ? { by, down: told.get('sort').startsWith('-') } : FIRST,
    of: number === null ? null : told.get('of') || TOTAL,
    number,
  }
}

/** `search` with it written in; nothing of it once it is closed, and the usual is left out. */
export function writePanel(search, { open, kind, sort, of, number }) {
  const told = new URLSearchParams(search)
  const put = (name, value) => (open && value ? told.set(name, value) : told.delete(name))
  const usual = sort.by === FIRST.by && sort.down === FIRST.down
  put('panel', 'performance')
  put('kind', kind)
  put('sort', usual ? '' : `${sort.down ? '-' : ''}${sort.by}`)
  put('of', of)
  put('number', number)
  const text = told.toString()
  return text && `?${text}`
}

/** Where an arrow leads among lines of buttons: `lengths` of the lines → [line, place in it]. */
export function stepped([line, at], key, lengths) {
  const within = (value, length) => Math.min(length - 1, Math.max(0, value))
  const sideways = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[key]
  if (sideways !== undefined) return [line, within(at + sideways, lengths[line])]
  const next = within(line + { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[key], lengths.length)
  return [next, within(at, lengths[next])]
}
