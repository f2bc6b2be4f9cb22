// Arrows among the numbers of a table and among tabs.

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
const FOCUSED = 'a, button, [tabindex="0"]'

/**
 * Row and column of what has the focus in a table.
 * @param {Element} node
 * @returns {[number, number] | null}
 */
function placeOf(node) {
  const cell = /** @type {HTMLTableCellElement | null} */ (node.closest('th, td'))
  const row = /** @type {HTMLTableRowElement | null} */ (cell?.parentElement ?? null)
  return cell && row ? [row.rowIndex, cell.cellIndex] : null
}

/**
 * @param {ParentNode} host
 * @param {[number, number]} place
 */
function goTo(host, [row, column]) {
  const cell = host.querySelectorAll('tr')[row]?.cells[column]
  const found = /** @type {HTMLElement | null | undefined} */ (cell?.querySelector(FOCUSED))
  found?.focus()
  return Boolean(found)
}

/** @param {KeyboardEvent} event */
function pressed({ key, target, altKey, ctrlKey, metaKey }) {
  const way = STEPS[key]
  if (!way || !(target instanceof Element) || altKey || ctrlKey || metaKey) return false
  if (target.getAttribute('role') === 'tab') return ofTab(target, way[1])
  const table = target.closest('table')
  const from = placeOf(target)
  if (!table || !from) return false
  let [row, column] = from
  const { rows } = table
  for (;;) {
    row += way[0]
    column += way[1]
    if (!rows[row]?.cells[column]) return true
    if (goTo(table, [row, column])) return true
  }
}

/**
 * @param {Element} tab
 * @param {number} way
 */
function ofTab(tab, way) {
  const next = /** @type {HTMLElement | null} */ (
    way < 0 ? tab.previousElementSibling : tab.nextElementSibling
  )
  next?.click()
  next?.focus()
  return way !== 0
}

export const step = { placeOf, goTo, pressed }
