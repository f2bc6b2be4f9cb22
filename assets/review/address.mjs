// What is looked at, in the page's address: `?from=…&to=…&by=departments&sort=-closing&of=<id>&number=overdue&case=<id>`.
// Pure.

import { COLUMNS } from './numbers.mjs'

export const SPLITS = ['areas', 'departments', 'categories', 'items', 'channels', 'hours']
export const WHOLE = '*'
const USUAL = { by: SPLITS[0], sort: 'on_time_rate' }
/** @type {Against[]} */
const AGAINST = ['', 'before', 'weekdays']

/**
 * @param {string} search
 * @returns {ReviewView}
 */
export function readView(search) {
  const told = new URLSearchParams(search)
  const by = told.get('by') ?? ''
  const sort = told.get('sort') ?? ''
  const number = told.get('number') ?? ''
  const against = AGAINST.find((one) => one === told.get('against')) ?? ''
  return {
    by: SPLITS.includes(by) ? by : USUAL.by,
    sort: COLUMNS.includes(sort.replace(/^-/, '')) ? sort.replace(/^-/, '') : USUAL.sort,
    turned: sort.startsWith('-'),
    of: number ? told.get('of') || WHOLE : '',
    number,
    against,
    case: told.get('case') ?? '',
  }
}

/**
 * `search` with it written in; what is usual is left out.
 * @param {string} search
 * @param {ReviewView} view
 */
export function writeView(search, view) {
  const told = new URLSearchParams(search)
  const sort = `${view.turned ? '-' : ''}${view.sort}`
  put(told, 'by', view.by === USUAL.by ? '' : view.by)
  put(told, 'sort', sort === USUAL.sort ? '' : sort)
  put(told, 'of', view.number && view.of !== WHOLE ? view.of : '')
  put(told, 'number', view.number)
  put(told, 'against', view.number ? view.against : '')
  put(told, 'case', view.case)
  return `?${told}`
}

/**
 * An address of another area, other days or another language, with the table as it is and no list open.
 * @param {string} search of that address
 * @param {ReviewView} view
 */
export const kept = (search, view) =>
  writeView(search, { ...view, of: '', number: '', against: '', case: '' })

/**
 * @param {URLSearchParams} told
 * @param {string} name
 * @param {string} value
 */
function put(told, name, value) {
  if (value) told.set(name, value)
  else told.delete(name)
}
