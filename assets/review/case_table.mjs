// Cases of days gone by as a table: each opens what happened to it.

import { make } from '../core/dom.mjs'
import { moment } from '../core/moments.mjs'
import { count } from '../core/numbers.mjs'
import { page, word } from '../core/page.mjs'
import { areaName, facts, nameOf } from './facts.mjs'
import { duration } from './numbers.mjs'

const COLUMNS = ['item', 'place', 'state', 'filed', 'due']
// what this number is about, besides
/** @type {Record<string, string>} */
const MORE = {
  answered: 'first_response',
  returned: 'returned',
  reopened: 'reopened',
  closed: 'ended',
  on_time: 'ended',
}

/** @param {PastCase} told */
export const itemOf = (told) => (told.sos ? word('item_sos') : nameOf('items', told.item))

/** @param {PastCase} told below the area that is looked at, without what has no name */
export function placeOf({ place }) {
  const below = place.slice(place.indexOf(facts.code) + 1).filter((code) => code in facts.names.areas)
  return below.map(areaName).join(' · ') || areaName(facts.code)
}

/** @param {PastCase} told */
export function stateOf(told) {
  const late = told.due !== null && told.due < (told.ended ?? page.now)
  const node = make('span', late ? 'review-late' : '')
  node.append(late ? `▲ ${word('late')} · ` : '', word(`state_${told.state}`))
  return node
}

/** @param {number | null} at */
export const timeOf = (at) => (at === null ? '—' : moment(at, page.now))

/** @param {PastCase} told */
export const responseOf = ({ first_response: first, received }) =>
  first === null ? '—' : duration(Math.max(first - received, 0) / 1000)

/** @type {Record<string, (told: PastCase) => string | Node>} */
const CELLS = {
  item: itemOf,
  place: placeOf,
  state: stateOf,
  filed: ({ filed }) => timeOf(filed),
  due: ({ due }) => timeOf(due),
  ended: ({ ended }) => timeOf(ended),
  first_response: responseOf,
  returned: ({ returned }) => count(returned),
  reopened: ({ reopened }) => count(reopened),
}

/**
 * @param {PastCase[]} cases
 * @param {string} number
 */
export function caseTable(cases, number) {
  const columns = MORE[number] ? [...COLUMNS, MORE[number]] : COLUMNS
  const table = make('table', 'review-cases')
  const head = make('tr')
  head.append(
    make('th', '', word('case')),
    ...columns.map((column) => make('th', '', word(`fact_${column}`))),
  )
  const top = make('thead')
  top.append(head)
  const body = make('tbody')
  body.append(...cases.map((told) => line(told, columns)))
  table.append(top, body)
  return table
}

/**
 * @param {PastCase} told
 * @param {string[]} columns
 */
function line(told, columns) {
  const node = make('tr')
  const button = make('button', 'review-case', told.case)
  button.type = 'button'
  button.dataset.case = told.case
  const first = make('td')
  first.append(button)
  node.append(first)
  for (const column of columns) {
    const cell = make('td', `list-${column}`)
    cell.append(CELLS[column](told))
    node.append(cell)
  }
  return node
}
