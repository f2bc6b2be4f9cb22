// An area's boundaries, ready to draw and to hit: from the payload's degrees to paths. Draws nothing.
//
// Paths are in local units: the unit square of Mercator times UNITS, from the area's north-west corner, so that
// the single-precision numbers of a canvas path stay exact to a few centimetres at every zoom.

import { mercatorX, mercatorY } from './mercator.mjs'

export const UNITS = 1e7
const DEGREE = 1e-5

function addRing(path, ring, origin, box) {
  for (let i = 0; i < ring.length; i += 2) {
    const x = (mercatorX(ring[i + 1] * DEGREE) - origin.x) * UNITS
    const y = (mercatorY(ring[i] * DEGREE) - origin.y) * UNITS
    if (i === 0) path.moveTo(x, y)
    else path.lineTo(x, y)
    if (x < box.west) box.west = x
    if (x > box.east) box.east = x
    if (y < box.north) box.north = y
    if (y > box.south) box.south = y
  }
  path.closePath()
}

function shape(rings, origin) {
  const path = new Path2D()
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity }
  for (const ring of rings) addRing(path, ring, origin, box)
  return { path, box }
}

function together(shapes) {
  const path = new Path2D()
  for (const one of shapes) path.addPath(one.path)
  return path
}

/** Payload of /api/areas/<code>/map → {code, origin, outline, children, grids, borders, hairlines, gridAt}. */
export function prepare(payload) {
  const [south, west, north, east] = payload.bounds
  const origin = { x: mercatorX(west), y: mercatorY(north) }
  const leaves = new Set(payload.grids.map((grid) => grid.code))
  const children = payload.children.map((child) => ({
    ...shape(child.rings, origin),
    leaf: leaves.has(child.code),
    code: child.code,
    name: child.name,
    name_en: child.name_en,
    km2: child.km2 ?? 0,
    x: mercatorX(child.label[1]),
    y: mercatorY(child.label[0]),
  }))
  const grids = payload.grids.map((grid) => ({ ...shape(grid.rings, origin), code: grid.code, name: grid.name, position: grid.position }))
  return {
    code: payload.code,
    room: payload.position,
    bounds: [[south, west], [north, east]],
    origin,
    localX: (x) => (x - origin.x) * UNITS,
    localY: (y) => (y - origin.y) * UNITS,
    outline: shape(payload.rings, origin),
    children,
    grids,
    borders: together(children),
    hairlines: together(grids),
    gridAt: new Map(grids.map((grid, at) => [grid.position, at])),
  }
}
