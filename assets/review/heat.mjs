// When cases came: a place for each hour of each weekday, darker the more there were.

import { make } from '../core/dom.mjs'
import { count } from '../core/numbers.mjs'
import { word } from '../core/page.mjs'
import { opener } from './parts.mjs'

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6]
const STEPS = 4

/**
 * @param {HTMLElement} host
 * @param {ReviewRow[] | undefined} rows
 */
export function drawHeat(host, rows) {
  if (!rows) return
  const found = new Map(rows.map((row) => [row.id, row.counts.reported]))
  const most = Math.max(1, ...found.values())
  const table = make('table', 'review-heat')
  const head = make('tr')
  head.append(make('th', '', word('hours_title')), ...HOURS.map((hour) => make('th', '', hour)))
  const top = make('thead')
  top.append(head)
  const body = make('tbody')
  body.append(...WEEKDAYS.map((day) => line(day, found, most)))
  table.append(top, body)
  host.replaceChildren(table)
}

/**
 * @param {number} day
 * @param {Map<string, number>} found
 * @param {number} most
 */
function line(day, found, most) {
  const node = make('tr')
  const name = word(`weekday_${day}`)
  node.append(make('th', '', name))
  for (const hour of HOURS) {
    const id = `${day}-${hour}`
    const n = found.get(id) ?? 0
    const cell = make('td', `heat-${n ? Math.ceil((n / most) * STEPS) : 0}`)
    if (n)
      cell.append(opener(count(n), { of: id, number: 'reported' }, word('heat_cell', { day: name, hour, n })))
    node.append(cell)
  }
  return node
}
