// Cases by category or by department as the rows of a list: the most first, and what finds no room as one last row, so
// that the rows are the headline. Pure.

/**
 * Of `category` or `department`: [code, number] of each that has any, the most first, by code where equal.
 * @param {Record<string, number>} kinds
 * @param {string} by
 * @returns {[code: string, many: number][]}
 */
export function ofKind(kinds, by) {
  const own = Object.entries(kinds).filter(([name, many]) => many > 0 && name.startsWith(`${by}:`))
  return own
    .map(([name, many]) => /** @type {[string, number]} */ ([name.slice(by.length + 1), many]))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

/**
 * What stands in `room` rows: the codes in their order, and how many kinds and cases the last row stands for.
 * @param {[code: string, many: number][]} all
 * @param {number} room
 */
export function fitting(all, room) {
  const shown = all.length <= room ? all : all.slice(0, Math.max(0, room - 1))
  const rest = all.slice(shown.length)
  return { shown, rest: { kinds: rest.length, cases: rest.reduce((sum, [, many]) => sum + many, 0) } }
}
