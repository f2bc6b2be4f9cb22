// A base map of lines: streets and waters of the area shown, as paths for the ground to draw with its borders. It costs a
// repaint of the ground what a few borders more cost, and no frame anything.

import { fetched, areaUrl } from '../core/api.mjs'
import { page } from '../core/page.mjs'
import { UNITS } from './area.mjs'
import { mercatorX, mercatorY } from './mercator.mjs'
import { wait } from './tile_retry.mjs'

const DEGREE = 1e-5
/** From which zoom on a kind can be told apart: further out it would be a grey haze. */
const FROM = { water: 0, main: 0, street: 11.5, lane: 14 }

/** @typedef {'water' | 'main' | 'street' | 'lane'} StreetKind */
/** @typedef {{code: string, paths: Record<StreetKind, Path2D>}} StreetPaths */

/**
 * Flat `lat, lon, …` lines as one path in an area's local units.
 * @param {number[][]} lines
 * @param {Point} origin
 */
function pathOf(lines, origin) {
  const path = new Path2D()
  for (const line of lines)
    for (let at = 0; at < line.length; at += 2) {
      const x = (mercatorX(line[at + 1] * DEGREE) - origin.x) * UNITS
      const y = (mercatorY(line[at] * DEGREE) - origin.y) * UNITS
      if (at === 0) path.moveTo(x, y)
      else path.lineTo(x, y)
    }
  return path
}

/**
 * The streets of an area, asked for until they come; `then(paths)` once they are there. Answers how to give up.
 * @param {PreparedArea} area
 * @param {(paths: StreetPaths) => void} then
 */
export function loadStreets({ code, origin }, then) {
  let given = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const ask = async (/** @type {number} */ nth) => {
    const url = `${areaUrl(code)}/streets?edition=${encodeURIComponent(page.edition)}`
    const told = await fetched(url).catch(() => null)
    if (given) return
    if (!told) timer = setTimeout(ask, wait(nth), nth + 1)
    else
      then({
        code,
        paths: {
          water: pathOf(told.water, origin),
          main: pathOf(told.main, origin),
          street: pathOf(told.street, origin),
          lane: pathOf(told.lane, origin),
        },
      })
  }
  ask(0)
  return () => {
    given = true
    clearTimeout(timer)
  }
}

/**
 * Onto a context whose unit is the area's local one; `pixel`: such units along one CSS pixel.
 * @param {Context} context
 * @param {StreetPaths} streets
 * @param {number} zoom
 * @param {number} pixel
 * @param {Palette['streets']} colours
 */
export function paintStreets(context, { paths }, zoom, pixel, colours) {
  context.fillStyle = colours.water
  context.fill(paths.water, 'evenodd')
  const wide = zoom < FROM.lane ? 1 : 1 + (zoom - FROM.lane)
  /** @type {[StreetKind, number][]} */
  const widths = [
    ['lane', wide],
    ['street', Math.max(1, 1.4 * wide)],
    ['main', zoom < FROM.street ? 1.5 : 2.2 * wide],
  ]
  for (const [kind, width] of widths) {
    if (zoom < FROM[kind]) continue
    context.strokeStyle = colours[kind]
    context.lineWidth = width * pixel
    context.stroke(paths[kind])
  }
}
