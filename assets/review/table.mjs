// The table of one split: a row for each area, department, category, item or channel, the worst first by the chosen
// number. The name of an area leads into it.

import { at } from '../core/base.mjs'
import { make } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { WHOLE, kept } from './address.mjs'
import { facts, nameOf } from './facts.mjs'
import { graded, hasGrades } from './grades.mjs'
import { COLUMNS, isJudged, shown, valueOf, worstFirst } from './numbers.mjs'
import { changed, opener } from './parts.mjs'

/**
 * @param {HTMLElement} host
 * @param {ReviewKnown} known
 * @param {ReviewView} view
 */
export function drawTable(host, known, view) {
  const rows = known.now?.rows[view.by]
  if (!rows) return
  if (!rows.length) return host.replaceChildren(make('p', 'review-note', word('no_rows')))
  const table = make('table', 'review-rows')
  const then = new Map((known.before?.rows[view.by] ?? []).map((row) => [row.id, row]))
  const body = make('tbody')
  const total = line(known.now?.whole, known.before?.whole, known, view, WHOLE)
  total.className = 'review-total'
  const sorted = worstFirst(rows, view.sort, view.turned)
  body.append(total, ...sorted.map((row) => line(row, then.get(row.id), known, view, row.id)))
  table.append(heads(view), body)
  host.replaceChildren(table)
}

/** @param {ReviewView} view */
function heads(view) {
  const head = make('thead')
  const row = make('tr')
  row.append(make('th', '', word('name')))
  if (hasGrades(view.by)) row.append(make('th', '', word('grade')))
  row.append(...COLUMNS.map((column) => headOf(column, view)))
  row.append(make('th', 'review-new', word('change', { number: word(`number_${view.sort}`) })))
  for (const cell of row.children) cell.setAttribute('scope', 'col')
  head.append(row)
  return head
}

/**
 * @param {string} column
 * @param {ReviewView} view
 */
function headOf(column, view) {
  const cell = make('th')
  const chosen = view.sort === column
  const button = make('button', 'review-sort', word(`number_${column}`))
  button.type = 'button'
  button.dataset.sort = column
  const means = `means_${column}` in page.words ? `${word(`means_${column}`)}\n` : ''
  button.title = means + word(isJudged(column) ? 'sort_hint' : 'sort_hint_count')
  if (chosen) {
    const rising =
      ['on_time_rate', 'closing', 'advised_rate', 'feedback_rate'].includes(column) !== view.turned
    cell.setAttribute('aria-sort', rising ? 'ascending' : 'descending')
  }
  cell.append(button)
  return cell
}

/**
 * @param {ReviewRow | undefined} row
 * @param {ReviewRow | undefined} then
 * @param {ReviewKnown} known
 * @param {ReviewView} view
 * @param {string} id
 */
function line(row, then, known, view, id) {
  const node = make('tr')
  const name = id === WHOLE ? word('whole') : nameOf(view.by, id)
  node.append(nameCell(view, id, name))
  if (hasGrades(view.by)) node.append(gradeCell(known, view, id))
  for (const column of COLUMNS) {
    const value = shown(valueOf(row, column), column)
    const cell = make('td', column === view.sort ? 'review-sorted' : '')
    cell.append(opener(value, { of: id, number: column }, `${name}, ${word(`number_${column}`)}: ${value}`))
    node.append(cell)
  }
  const change = make('td')
  const days = known.now?.compared.before ?? { first: '', last: '' }
  change.append(changed(row, then, { of: id, number: view.sort, against: 'before' }, days))
  node.append(change)
  return node
}

/**
 * @param {ReviewView} view
 * @param {string} id
 * @param {string} name
 */
function nameCell(view, id, name) {
  const cell = make('th')
  cell.setAttribute('scope', 'row')
  cell.title = name
  if (view.by !== 'areas' || !facts.below.includes(id)) {
    cell.append(make('span', 'review-name', name))
    return cell
  }
  const way = make('a', 'review-name', name)
  const { first, last } = facts
  const search = kept(`?${new URLSearchParams({ from: first, to: last, lang: page.lang })}`, view)
  way.setAttribute('href', at(`/review/${id}${search}`))
  way.title = word('drill_title', { name })
  cell.append(way)
  return cell
}

/**
 * @param {ReviewKnown} known
 * @param {ReviewView} view
 * @param {string} id
 */
function gradeCell(known, view, id) {
  const cell = make('td')
  if (id === WHOLE && view.by !== 'areas') return cell
  const given = id === WHOLE ? known.now?.grade : known.now?.grades[view.by]?.[id]
  cell.append(graded(given ?? null, view.by))
  return cell
}
