// The outlines of the grids around somebody's home, on a flat piece of ground that begins at the first point of them: a
// unit is about a metre, x to the east, y to the south. Pure numbers.

const UNITS = 1e5 // a degree of latitude
export const UNIT_M = 1.113

/**
 * @typedef {{code: string, names: Pair, above: Choice, rings: [number, number][][], box: number[]}} Outline
 * `box`: left, top, right, bottom; `above`: what it lies in
 * @typedef {[code: string, zh: string, en: string | null]} Choice
 * @typedef {{x: number, y: number, scale: number}} MapView the middle, and pixels for a unit
 */

/** @param {{above: Choice[], grids: [string, string, string | null, number, number[][]][]}} told */
export function readOutlines({ above, grids }) {
  const [north, west] = grids[0]?.[4][0] ?? [0, 0]
  const squeeze = Math.cos((north / UNITS / 180) * Math.PI)
  /** @type {(lat: number, lon: number) => [number, number]} of 1e-5° */
  const at = (lat, lon) => [(lon - west) * squeeze, north - lat]
  /** @type {Outline[]} */
  const outlines = grids.map(([code, zh, en, index, flat]) => {
    const rings = flat.map((ring) => unfolded(ring, at))
    return { code, names: [zh, en], above: above[index], rings, box: boxOf(rings.flat()) }
  })
  return {
    outlines,
    /** @param {{lat: number, lon: number}} spot @returns {[number, number]} */
    place: ({ lat, lon }) => at(lat * UNITS, lon * UNITS),
    /** @param {number} x @param {number} y */
    spot: (x, y) => ({ lat: rounded((north - y) / UNITS), lon: rounded((west + x / squeeze) / UNITS) }),
  }
}

const rounded = (/** @type {number} */ degrees) => Math.round(degrees * 1e6) / 1e6

/**
 * @param {number[]} ring
 * @param {(lat: number, lon: number) => [number, number]} place
 */
function unfolded(ring, place) {
  /** @type {[number, number][]} */
  const points = []
  let [lat, lon] = [0, 0]
  for (let at = 0; at < ring.length; at += 2) {
    lat += ring[at]
    lon += ring[at + 1]
    points.push(place(lat, lon))
  }
  return points
}

/** @param {[number, number][]} points */
export function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/**
 * The grid in which a place lies; on a line the one with the lowest code.
 * @param {Outline[]} outlines
 * @param {number} x
 * @param {number} y
 */
export function outlineAt(outlines, x, y) {
  const there = outlines.filter(
    ({ box, rings }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && within(rings, x, y),
  )
  return there.sort((a, b) => (a.code < b.code ? -1 : 1))[0] ?? null
}

/**
 * @param {[number, number][][]} rings
 * @param {number} x
 * @param {number} y
 */
function within(rings, x, y) {
  let inside = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[ax, ay], [bx, by]] = [ring[i], ring[j]]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  return inside
}

/**
 * All of a box in sight.
 * @param {number[]} box
 * @param {number} width
 * @param {number} height
 * @returns {MapView}
 */
export const fitted = ([left, top, right, bottom], width, height) => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
  scale: 0.9 * Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1)),
})

const NEAREST = 2 // pixels for a metre
const FARTHEST = 0.005

/**
 * Nearer or farther, with the point at `dx`, `dy` pixels from the middle staying where it is.
 * @param {MapView} view
 * @param {number} factor
 * @returns {MapView}
 */
export function zoomed({ x, y, scale }, factor, dx = 0, dy = 0) {
  const next = Math.min(NEAREST, Math.max(FARTHEST, scale * factor))
  return { x: x + dx / scale - dx / next, y: y + dy / scale - dy / next, scale: next }
}
