// Which cases the list wants: of the tab, those that the search and the filters let through; and how many each tab has
// of them.

import { now } from '../../core/clock.mjs'
import { itemName, placeName } from '../../core/names.mjs'
import { some, passes, valuesOf } from '../case/filters.mjs'
import { page, who } from '../case/page.mjs'
import { counts, inTab, matches, rank } from '../case/rank.mjs'
import { actorName, sentTo } from '../case/words.mjs'
import { rows } from '../desk/socket.mjs'
import { view } from '../desk/view.mjs'
import { found } from './search.mjs'

/**
 * What a search looks at in a row; the text of a report is the server's to search.
 * @param {CaseRow} row
 */
function textOf(row) {
  const names = [
    ...(page.items[row.item] ?? []),
    itemName(row),
    placeName(row),
    actorName(row.owner),
    sentTo(row.assignment),
  ]
  return [row.id, row.inspector, ...names].join(' ')
}

/** Whether the list is narrowed by words or by filters. */
export const narrowed = () => view().q !== '' || some(view().filters)

/** The rows, of whatever tab, that the words of the search let through. */
export function searched() {
  const { q } = view()
  const all = [...rows().values()]
  if (!q) return all
  const extra = found(q)
  return all.filter((row) => extra.has(row.id) || matches(q, textOf(row)))
}

/** Those of them that the filters let through as well. */
function through() {
  const { filters } = view()
  if (!some(filters)) return searched()
  return searched().filter((row) => passes(valuesOf(row, page.matters), filters))
}

/** Lines of the tab, and how many cases each tab has; one telling, so that both agree. */
export function wanted() {
  const [at, me, all] = [now(), who(), through()]
  const lines = all
    .filter((row) => inTab(view().tab, row, at, me))
    .map((row) => ({ row, order: rank(row, at, me.me) }))
  return { lines, counts: counts(all, at, me) }
}

/** The rows of the tab before filters: those are counted of these. */
export function filterable() {
  const [at, me] = [now(), who()]
  return searched().filter((row) => inTab(view().tab, row, at, me))
}
