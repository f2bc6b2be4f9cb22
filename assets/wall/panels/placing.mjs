// Where tiles go: rows as they lie on the map, as few as the texts allow. Knows tiles only as boxes.

const WORST = 8

/** `children` with `label: [lat, lon]` → the same, rows from north to south, in a row from west to east. */
export function placed(children, columns) {
  const southward = [...children].sort((a, b) => b.label[0] - a.label[0] || (a.code < b.code ? -1 : 1))
  const rows = []
  for (let at = 0; at < southward.length; at += columns) rows.push(southward.slice(at, at + columns))
  return rows.flatMap((row) => row.sort((a, b) => a.label[1] - b.label[1]))
}

/** The eight that need eyes first: SOS, then overdue, then open. */
export function worst(children, values) {
  const weight = ({ code }) => {
    const { sos, overdue, open } = values[code] ?? {}
    return (sos || 0) * 1e8 + (overdue || 0) * 1e4 + (open || 0)
  }
  return [...children].sort((a, b) => weight(b) - weight(a)).slice(0, WORST)
}

/** How many columns: the fewest rows in which `fits(columns)` says that no text is cut. */
export function columnsFor(count, width, least, fits) {
  const most = Math.max(1, Math.floor(width / least))
  for (let rows = Math.max(1, Math.ceil(count / most)); rows < count; rows++) {
    const columns = Math.ceil(count / rows)
    if (fits(columns)) return columns
  }
  return 1
}
