// How panels lie: grids of 1, 2, 4, 1 + 5, 9 and 16, and the way from one panel to the next. Pure: knows no page.

import { CORNER, LAYOUTS } from '../../core/camera_query.mjs'

const GRIDS = [1, 2, 4, 6, 9, 16] // what a grid may be: its number of panels is its name
const LARGE = LAYOUTS.filter((layout) => layout > CORNER)

/**
 * The smallest grid for so many cameras, at most `most` panels.
 * @param {number} cameras
 * @param {number} most
 */
export function fit(cameras, most) {
  return GRIDS.find((grid) => grid >= Math.min(cameras, most)) ?? most
}

/**
 * What comes after `layout` on the key: the corner, then the large ones that show it larger or show more, then the
 * corner; `block`: so many panels stand beside the map of an ultra-wide wall, where larger ones only show more.
 * @param {number} layout
 * @param {number} cameras
 * @param {number} [block]
 */
export function following(layout, cameras, block = 0) {
  if (cameras === 0) return CORNER
  const shown = layout > CORNER ? layout : block
  const now = shown ? fit(cameras, shown) : 0
  return LARGE.find((large) => large > Math.max(layout, block) && fit(cameras, large) !== now) ?? CORNER
}

const PICTURE = 16 / 9

/**
 * How many columns a grid needs for pictures as large as they can be: a wide wall puts them side by side.
 * @param {number} grid
 * @param {number} width
 * @param {number} height
 */
export const columnsOf = (grid, width, height) =>
  grid === 6 ? columnsFor(9, width, height, 2) : columnsFor(grid, width, height) // of 1 + 5 the one takes four

/**
 * The same for so many cells of one size.
 * @param {number} cells
 * @param {number} width
 * @param {number} height
 */
export function columnsFor(cells, width, height, least = 1) {
  let best = { columns: least, wide: 0 }
  for (let columns = least; columns <= cells; columns++) {
    const rows = Math.max(least, Math.ceil(cells / columns))
    const wide = Math.min(width / columns, (height / rows) * PICTURE)
    if (wide > best.wide) best = { columns, wide }
  }
  return best.columns
}

const middle = (/** @type {Box} */ { left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2]
const TOUCH = 1 // boxes edge to edge may overlap by a rounded pixel

// Whether `other` begins where `box` ends, seen in a direction.
/**
 * @param {Box} box
 * @param {Box} other
 * @param {number} right
 * @param {number} down
 */
function beyond(box, other, right, down) {
  if (right > 0) return other.left >= box.right - TOUCH
  if (right < 0) return other.right <= box.left + TOUCH
  return down > 0 ? other.top >= box.bottom - TOUCH : other.bottom <= box.top + TOUCH
}

/**
 * The box next to `boxes[at]` in a direction, [1, 0] being right; `at` itself at the edge.
 * @param {Box[]} boxes
 * @param {number} at
 * @param {[number, number]} parts
 */
export function neighbour(boxes, at, [right, down]) {
  const [x, y] = middle(boxes[at])
  let best = { index: at, far: Infinity }
  boxes.forEach((box, index) => {
    if (index === at || !beyond(boxes[at], box, right, down)) return
    const [otherX, otherY] = middle(box)
    const [wide, high] = [Math.abs(otherX - x), Math.abs(otherY - y)]
    const far = right ? wide + 2 * high : high + 2 * wide
    if (far < best.far) best = { index, far }
  })
  return best.index
}
