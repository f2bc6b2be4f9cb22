// A small live drawing of what a screen shows: the places of its layout, the map where it stands, a word for all else. Of the map land, borders of the level below, people as dots, cases as marks; made
// here from what this page is told anyway. No picture crosses the wire.

import { markOf } from '../core/case_status.mjs'
import { word } from '../core/page.mjs'
import { spotOf } from '../core/spot.mjs'
import { mercatorX, mercatorY } from '../map/mercator.mjs'

const STEP = 1e-5 // degrees of a ring's whole numbers
const EDGE = 0.06 // of the drawing, kept free
const CASE_METRES = 900 // shown around a case or a place
const LETTERS = 14 // CSS pixels
const DEGREE_METRES = 111_320
const COLOURS = {
  new: '--case-new',
  in_hand: '--case-in-hand',
  overdue: '--case-overdue',
  sos: '--sos-plate',
}

/**
 * `area`: whose outlines are drawn, undefined until it came; `part` of a map that several screens share.
 * @typedef {{area: Area | undefined, bounds: [number, number, number, number], people: import('../map/people.mjs').People, cases: RoomCase[], at: number, part: DirectedScreen['part']}} DrawnMap
 */
/** @typedef {{x: (x: number) => number, y: (y: number) => number}} Frame2d from the world to a drawing */

/** @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name)

/**
 * What of the world a drawing shows, so that it fits and stays in shape.
 * @param {[number, number, number, number]} bounds south, west, north, east
 * @param {{width: number, height: number}} size
 * @param {DirectedScreen['part']} [part] of a map that several screens share
 * @returns {Frame2d}
 */
export function frameOf([south, west, north, east], { width, height }, part = null) {
  if (part) return partFrame([south, west, north, east], { width, height }, part)
  const [left, right, top, bottom] = [mercatorX(west), mercatorX(east), mercatorY(north), mercatorY(south)]
  const free = 1 - 2 * EDGE
  const scale = Math.min((width * free) / (right - left || 1e-9), (height * free) / (bottom - top || 1e-9))
  const [x0, y0] = [width / 2 - ((left + right) / 2) * scale, height / 2 - ((top + bottom) / 2) * scale]
  return { x: (/** @type {number} */ x) => x * scale + x0, y: (/** @type {number} */ y) => y * scale + y0 }
}

/**
 * The whole map as large as all of its screens, moved so that this one's part is seen.
 * @param {[number, number, number, number]} bounds
 * @param {{width: number, height: number}} size
 * @param {NonNullable<DirectedScreen['part']>} part
 * @returns {Frame2d}
 */
function partFrame(bounds, { width, height }, { rows, columns, row, column }) {
  const whole = frameOf(bounds, { width: width * columns, height: height * rows })
  return {
    x: (x) => whole.x(x) - width * (column - 1),
    y: (y) => whole.y(y) - height * (row - 1),
  }
}

/**
 * @param {number} lat
 * @param {number} lon
 * @returns {[number, number, number, number]}
 */
export function around(lat, lon) {
  const [up, side] = [
    CASE_METRES / DEGREE_METRES,
    CASE_METRES / DEGREE_METRES / Math.cos((lat * Math.PI) / 180),
  ]
  return [lat - up, lon - side, lat + up, lon + side]
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {Frame2d} frame
 * @param {number[][]} rings
 */
function trace(to, frame, rings) {
  to.beginPath()
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [frame.x(mercatorX(ring[i + 1] * STEP)), frame.y(mercatorY(ring[i] * STEP))]
      if (i === 0) to.moveTo(x, y)
      else to.lineTo(x, y)
    }
    to.closePath()
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./stage_cells.mjs').Cell[]} cells
 * @param {DrawnMap} map
 */
export function draw(canvas, cells, map) {
  const ratio = window.devicePixelRatio || 1
  const size = {
    width: Math.round(canvas.clientWidth * ratio),
    height: Math.round(canvas.clientHeight * ratio),
  }
  if (!size.width || !size.height) return
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size)
  const to = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
  to.clearRect(0, 0, size.width, size.height)
  for (const { kind, x, y, width, height } of cells) {
    const cell = { width: width * size.width, height: height * size.height }
    to.save()
    to.translate(x * size.width, y * size.height)
    to.beginPath()
    to.rect(0, 0, cell.width, cell.height)
    to.clip()
    if (kind === 'map') drawMap(to, cell, map, ratio)
    else drawWord(to, cell, word(`drawn_${kind}`), ratio)
    if (cells.length > 1) edge(to, cell, ratio)
    to.restore()
  }
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {{width: number, height: number}} size
 * @param {DrawnMap} map
 * @param {number} ratio
 */
function drawMap(to, size, { area, bounds, people, cases, at, part }, ratio) {
  if (!area) return
  const frame = frameOf(bounds, size, part)
  land(to, frame, area, ratio)
  dots(to, frame, people, ratio, size)
  for (const record of cases) mark(to, frame, record, at, ratio)
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {{width: number, height: number}} size
 * @param {string} text
 * @param {number} ratio
 */
function drawWord(to, { width, height }, text, ratio) {
  const letters = Math.min(LETTERS * ratio, height / 2)
  to.font = `${letters}px ${getComputedStyle(to.canvas).fontFamily}`
  to.fillStyle = colour('--text-second')
  to.textAlign = 'center'
  to.textBaseline = 'middle'
  to.fillText(text, width / 2, height / 2, width * (1 - 2 * EDGE))
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {{width: number, height: number}} size
 * @param {number} ratio
 */
function edge(to, { width, height }, ratio) {
  to.lineWidth = ratio
  to.strokeStyle = colour('--line-strong')
  to.strokeRect(0, 0, width, height)
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {Frame2d} frame
 * @param {Area} area
 * @param {number} ratio
 */
function land(to, frame, area, ratio) {
  to.lineWidth = ratio
  trace(to, frame, area.rings)
  to.fillStyle = colour('--land')
  to.fill()
  to.strokeStyle = colour('--boundary')
  for (const child of area.children) {
    trace(to, frame, child.rings)
    to.stroke()
  }
  trace(to, frame, area.rings)
  to.strokeStyle = colour('--outline')
  to.stroke()
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {Frame2d} frame
 * @param {import('../map/people.mjs').People} people
 * @param {number} ratio
 * @param {{width: number, height: number}} size
 */
function dots(to, frame, people, ratio, { width, height }) {
  const { x, y } = people.columns
  to.fillStyle = colour('--person-far')
  for (let slot = 0; slot < people.count; slot++) {
    const [left, top] = [frame.x(x[slot]), frame.y(y[slot])]
    if (left >= 0 && top >= 0 && left < width && top < height) to.fillRect(left, top, ratio, ratio)
  }
}

/**
 * @param {CanvasRenderingContext2D} to
 * @param {Frame2d} frame
 * @param {RoomCase} record
 * @param {number} at
 * @param {number} ratio
 */
function mark(to, frame, record, at, ratio) {
  /** @type {Record<string, string>} */
  const colours = COLOURS
  const name = colours[markOf(record, at)]
  const spot = spotOf(record)
  if (!name || !spot) return
  const [x, y, half] = [
    frame.x(mercatorX(spot[1])),
    frame.y(mercatorY(spot[0])),
    (record.sos ? 5 : 3) * ratio,
  ]
  to.fillStyle = colour(name)
  to.beginPath()
  to.moveTo(x, y - half)
  to.lineTo(x + half, y)
  to.lineTo(x, y + half)
  to.lineTo(x - half, y)
  to.fill()
}
