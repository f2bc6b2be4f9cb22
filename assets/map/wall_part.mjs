// One map across the screens of a wall: where each looks, so that their pictures meet, and what becomes of what stands at a seam.
// Each finds it by itself, from what all of them know. Pure numbers.
import { latitude, longitude, mercatorX, mercatorY, worldPixels } from './mercator.mjs'

const EDGE = 22 // CSS pixels around the area
const BAR = 0.08 // of a screen's height: above for the header, below for the strip
const TILE = 256

/**
 * @param {number} one of a screen's width or height, CSS pixels
 * @param {number} many
 * @param {number} gap
 */
const across = (one, many, gap) => many * one + (many - 1) * gap

/**
 * The middle and the zoom of a screen's picture when all of them show `bounds`. Its corner lies on a whole pixel, as those of the
 * others do. `inside`: the middle of the bounds comes to the middle of a screen, not under a frame. `shift`: CSS pixels.
 * @param {Bounds} bounds
 * @param {Point} size of one screen's map, CSS pixels
 * @param {WallPart} part
 * @param {{inside?: boolean, shift?: number[], most?: number}} [more]
 * @returns {{centre: [lat: number, lon: number], zoom: number}}
 */
export function partView([[south, west], [north, east]], size, part, more = {}) {
  const { inside = false, shift = [0, 0], most = Infinity } = more
  const { rows, columns, gap } = part
  const whole = { x: across(size.x, columns, gap), y: across(size.y, rows, gap) }
  const [x0, x1, y0, y1] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)]
  const free = inside ? size : whole
  const bars = 2 * Math.round(BAR * size.y)
  const world = Math.min(
    Math.max(1, free.x - 2 * EDGE) / (x1 - x0),
    Math.max(1, free.y - 2 * EDGE - bars) / (y1 - y0),
  )
  const zoom = Math.min(most, Math.log2(world / TILE))
  const pixels = worldPixels(zoom)
  const middle = {
    x: inside ? middleOf(size.x, columns, gap) : whole.x / 2,
    y: inside ? middleOf(size.y, rows, gap) : whole.y / 2,
  }
  const left = Math.round(((x0 + x1) / 2) * pixels - middle.x - shift[0]) + (part.column - 1) * (size.x + gap)
  const top = Math.round(((y0 + y1) / 2) * pixels - middle.y - shift[1]) + (part.row - 1) * (size.y + gap)
  return { zoom, centre: [latitude((top + size.y / 2) / pixels), longitude((left + size.x / 2) / pixels)] }
}

/**
 * Of the whole wall, the middle of the screen in the middle; of an even number the one before.
 * @param {number} one
 * @param {number} many
 * @param {number} gap
 */
const middleOf = (one, many, gap) => (Math.ceil(many / 2) - 1) * (one + gap) + one / 2

/**
 * How far beyond its edges a screen answers for what lies there: half the way to its neighbour, and as far as you like where there
 * is none.
 * @param {WallPart} part
 */
function reach({ rows, columns, row, column, gap }) {
  const far = (/** @type {boolean} */ last) => (last ? Infinity : gap / 2)
  return {
    left: far(column === 1),
    right: far(column === columns),
    top: far(row === 1),
    bottom: far(row === rows),
  }
}

/**
 * Whether a pixel of the container is this screen's to name: of a wall one alone does.
 * @param {View} view
 * @param {number} x
 * @param {number} y
 */
export function owns({ part, width, height }, x, y) {
  if (!part) return true
  const { left, right, top, bottom } = reach(part)
  return x >= -left && x < width + right && y >= -top && y < height + bottom
}

/**
 * What would lie behind the frames comes to the edge of the nearer picture: a call for help between two screens is seen.
 * @param {number} value a pixel
 * @param {number} size of the picture that way
 * @param {boolean} first whether nothing hangs before it
 * @param {boolean} last or after it
 * @param {number} gap in the same pixels
 */
export function pulled(value, size, first, last, gap) {
  if (!first && value < 0 && value >= -gap / 2) return 0
  return !last && value >= size && value < size + gap / 2 ? size - 1 : value
}

/**
 * Which of the wall's outer edges are this screen's: words.
 * @param {WallPart} part
 */
export function edges({ rows, columns, row, column }) {
  const all = { top: row === 1, bottom: row === rows, left: column === 1, right: column === columns }
  return Object.entries(all)
    .filter(([, is]) => is)
    .map(([name]) => name)
    .join(' ')
}
