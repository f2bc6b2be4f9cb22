// An area's boundaries, ready to draw and to hit: from the payload's degrees to paths. Draws nothing.
//
// Paths are in local units: the unit square of Mercator times UNITS, from the area's north-west corner, so that
// the single-precision numbers of a canvas path stay exact to a few centimetres at every zoom.

import { mercatorX, mercatorY } from './mercator.mjs'

export const UNITS = 1e7
const DEGREE = 1e-5

// Into the shape's own path and into the one that all of its kind share: adding path to path is slow.
/**
 * @param {Path2D[]} paths
 * @param {number[]} ring
 * @param {Point} origin
 * @param {Shape['box']} box
 */
function addRing(paths, ring, origin, box) {
  // Once round and along the first side again, which joins the corner there: `closePath` on the path of a whole
  // city looks at all of it, and thousands of rings took as long as the rest of the page.
  for (let i = 0; i < ring.length + 4; i += 2) {
    const at = i % ring.length
    const x = (mercatorX(ring[at + 1] * DEGREE) - origin.x) * UNITS
    const y = (mercatorY(ring[at] * DEGREE) - origin.y) * UNITS
    if (i === 0) for (const path of paths) path.moveTo(x, y)
    else for (const path of paths) path.lineTo(x, y)
    if (x < box.west) box.west = x
    if (x > box.east) box.east = x
    if (y < box.north) box.north = y
    if (y > box.south) box.south = y
  }
}

/**
 * @param {number[][]} rings
 * @param {Point} origin
 * @param {...Path2D} shared
 */
function shape(rings, origin, ...shared) {
  const path = new Path2D()
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity }
  for (const ring of rings) addRing([path, ...shared], ring, origin, box)
  return { path, box }
}

/**
 * From now on paths of the area are drawn where they lie; how long a CSS pixel is in their units.
 * @param {Context} context
 * @param {View} view
 * @param {Pick<PreparedArea, 'origin'>} area
 */
export function onLand(context, { world, ratio, left, top }, { origin }) {
  const scale = (world * ratio) / UNITS
  context.setTransform(
    scale,
    0,
    0,
    scale,
    (origin.x * world - left) * ratio,
    (origin.y * world - top) * ratio,
  )
  return UNITS / world
}

/** @type {WeakMap<Area, PreparedArea>} */
const prepared = new WeakMap() // payload → area: thousands of paths, needed again on the way up

/**
 * Payload of /api/areas/<code>/map → {code, origin, outline, children, grids, borders, hairlines, gridAt}.
 * @param {Area} payload
 */
export function prepare(payload) {
  const known = prepared.get(payload)
  if (known) return known
  const area = shapesOf(payload)
  prepared.set(payload, area)
  return area
}

/**
 * @param {Area} payload
 * @returns {PreparedArea}
 */
function shapesOf(payload) {
  const [south, west, north, east] = payload.bounds
  const origin = { x: mercatorX(west), y: mercatorY(north) }
  const leaves = new Set(payload.grids.map((grid) => grid.code))
  const [borders, hairlines] = [new Path2D(), new Path2D()]
  const children = payload.children.map((child) => ({
    ...shape(child.rings, origin, borders),
    leaf: leaves.has(child.code),
    code: child.code,
    name: child.name,
    name_en: child.name_en,
    km2: child.km2 ?? 0,
    x: mercatorX(child.label[1]),
    y: mercatorY(child.label[0]),
  }))
  const grids = payload.grids.map((grid) => ({
    ...shape(grid.rings, origin, hairlines),
    code: grid.code,
    position: grid.position,
  }))
  return {
    code: payload.code,
    room: payload.position,
    bounds: [
      [south, west],
      [north, east],
    ],
    origin,
    outline: shape(payload.rings, origin),
    children,
    grids,
    borders,
    hairlines,
    gridAt: new Map(grids.map((grid, at) => [grid.position, at])),
  }
}

/** @type {any} */
let tester = null

/**
 * Whether a container pixel, as `view` lies, is inside one of the area's shapes.
 * @param {PreparedArea} area
 * @param {Shape} shape
 * @param {Pick<View, 'world' | 'left' | 'top'>} view
 * @param {number} x
 * @param {number} y
 */
export function holds(area, { box, path }, view, x, y) {
  const localX = ((x + view.left) / view.world - area.origin.x) * UNITS
  const localY = ((y + view.top) / view.world - area.origin.y) * UNITS
  if (localX < box.west || localX > box.east || localY < box.north || localY > box.south) return false
  tester ??= document.createElement('canvas').getContext('2d')
  return tester.isPointInPath(path, localX, localY, 'evenodd')
}
