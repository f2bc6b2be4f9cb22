// Which cases the console's map shows: every open one of the area, what the list leaves out dimmed, and the one looked
// at always. Pure.

import { ended } from '../../core/case_status.mjs'

const MOST = 1500 // marks; those of the list come first

/**
 * `listed`: the rows of the list, the first ones first; `chosen`: id of the case looked at.
 * @param {CaseRow[]} listed
 * @param {Map<string, CaseRow>} rows
 * @param {string | null} chosen
 */
export function marksOf(listed, rows, chosen) {
  const inList = new Set(listed.map(({ id }) => id))
  const others = [...rows.values()].filter((row) => !inList.has(row.id) && (row.id === chosen || !ended(row)))
  const first = others.filter(({ id }) => id === chosen)
  const shown = [...first, ...listed, ...others.filter(({ id }) => id !== chosen)].slice(0, MOST)
  const dim = new Set(shown.filter(({ id }) => !inList.has(id) && id !== chosen).map(({ id }) => id))
  return { rows: shown, dim }
}
