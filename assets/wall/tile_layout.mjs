// Where tiles go: rows as they lie on the map, as few as the texts allow. Knows tiles only as boxes.

export const WORST = 8 // from far away

/**
 * `children` with `label: [lat, lon]` → the same, rows from north to south, in a row from west to east.
 * @param {any[]} children
 * @param {number} columns
 */
export function placed(children, columns) {
  const southward = [...children].sort((a, b) => b.label[0] - a.label[0] || (a.code < b.code ? -1 : 1))
  const rows = []
  for (let at = 0; at < southward.length; at += columns) rows.push(southward.slice(at, at + columns))
  return rows.flatMap((row) => row.sort((a, b) => a.label[1] - b.label[1]))
}

/**
 * The `most` that need eyes first: SOS, then overdue, then open.
 * @param {any[]} children
 * @param {any} values
 */
export function worst(children, values, most = WORST) {
  const weight = (/** @type {{code: string}} */ { code }) => {
    const { sos, overdue, open } = values[code] ?? {}
    return (sos || 0) * 1e8 + (overdue || 0) * 1e4 + (open || 0)
  }
  return [...children].sort((a, b) => weight(b) - weight(a)).slice(0, most)
}

/**
 * @param {number} width
 * @param {number} least
 */
const columnsOf = (width, least) => Math.max(1, Math.floor(width / least))

/**
 * How many tiles find room in `rows` when each is at least `least` wide.
 * @param {number} width
 * @param {number} least
 * @param {number} rows
 */
export const roomFor = (width, least, rows) => columnsOf(width, least) * rows

/**
 * How many columns: the fewest rows in which `fits(columns)` says that texts have room; when they never do, as few
 * columns as `most` rows allow: what is too long is shortened, and no tile leaves the wall.
 * @param {number} count
 * @param {number} width
 * @param {number} least
 * @param {(columns: number) => boolean} fits
 */
export function columnsFor(count, width, least, fits, most = count) {
  const last = Math.max(1, Math.min(count, most))
  for (let rows = Math.max(1, Math.ceil(count / columnsOf(width, least))); rows < last; rows++) {
    const columns = Math.ceil(count / rows)
    if (fits(columns)) return columns
  }
  return Math.max(1, Math.ceil(count / last))
}
