// What of a case the list can be narrowed by: area, department, urgency and matter. Values of one kind add up, kinds
// narrow each other; each value is counted as if its own kind narrowed nothing. Pure.

export const KINDS = ['area', 'department', 'urgency', 'item']

/** @returns {Filters} */
export const none = () => ({ area: [], department: [], urgency: [], item: [] })

/** @param {Filters} filters */
export const some = (filters) => KINDS.some((kind) => filters[kind].length > 0)

/**
 * Of each kind the value a row has; an area by its Chinese name, '' for none.
 * @param {CaseRow} row
 * @param {Record<string, Matter>} matters
 * @returns {Record<string, string>}
 */
export const valuesOf = (row, matters) => ({
  area: row.place[0]?.[0] ?? '',
  department: row.assignment?.department ?? matters[row.item]?.department ?? '',
  urgency: row.urgent || row.sos ? 'urgent' : 'ordinary',
  item: row.sos ? 'sos' : row.item,
})

/**
 * Whether a row is let through; `but`: a kind that does not count.
 * @param {Record<string, string>} values
 * @param {Filters} filters
 * @param {string} [but]
 */
export const passes = (values, filters, but = '') =>
  KINDS.every((kind) => kind === but || !filters[kind].length || filters[kind].includes(values[kind]))

/**
 * Of each kind its values with how many rows have them, the most first; what is chosen is there even with none.
 * @param {CaseRow[]} rows
 * @param {Filters} filters
 * @param {Record<string, Matter>} matters
 * @returns {Record<string, [string, number][]>}
 */
export function counted(rows, filters, matters) {
  const all = rows.map((row) => valuesOf(row, matters))
  return Object.fromEntries(
    KINDS.map((kind) => {
      const found = new Map(filters[kind].map((value) => [value, 0]))
      for (const values of all)
        if (passes(values, filters, kind)) found.set(values[kind], (found.get(values[kind]) ?? 0) + 1)
      return [kind, [...found].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))]
    }),
  )
}

/**
 * The same values where they stood `before`, with the counts of now: nothing moves under somebody's hand. What has come
 * waits, what nobody has any more counts none.
 * @param {Record<string, [string, number][]>} before
 * @param {Record<string, [string, number][]>} fresh
 */
export function inPlace(before, fresh) {
  /** @param {string} kind */
  const counts = (kind) => new Map(fresh[kind] ?? [])
  return Object.fromEntries(
    Object.entries(before).map(([kind, values]) => {
      const now = counts(kind)
      return [kind, values.map(([value]) => /** @type {[string, number]} */ ([value, now.get(value) ?? 0]))]
    }),
  )
}

/**
 * The filters with one value put in, or taken out.
 * @param {Filters} filters
 * @param {string} kind
 * @param {string} value
 * @returns {Filters}
 */
export function toggled(filters, kind, value) {
  const before = filters[kind]
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  return { ...filters, [kind]: after }
}
