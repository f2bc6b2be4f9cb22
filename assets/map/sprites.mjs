// The little picture of a person: state by colour and shape, the age of the position by a fading ring.
// One picture a kind, made once a size. Knows no people.

import { PRESENCE } from '../core/contract.mjs'
import { FRESHEST, RINGS } from './age_ring.mjs'
import { palette } from './palette.mjs'

const KINDS_OF_RING = FRESHEST + 1

/**
 * Number of a kind: state × ring × visiting × SOS.
 * @param {number} state
 * @param {number} ring
 * @param {boolean} visiting
 * @param {boolean} sos
 */
export const kindOf = (state, ring, visiting, sos) =>
  ((state * KINDS_OF_RING + ring) * 2 + (visiting ? 1 : 0)) * 2 + (sos ? 1 : 0)
export const KINDS = PRESENCE.length * KINDS_OF_RING * 4

/** @param {number} kind */
function partsOf(kind) {
  return {
    sos: kind % 2 === 1,
    visiting: (kind >> 1) % 2 === 1,
    ring: (kind >> 2) % KINDS_OF_RING,
    state: PRESENCE[Math.floor(kind / (4 * KINDS_OF_RING))],
  }
}

const HOLLOW = new Set(['offline', 'off_shift', 'unseen', 'unlisted']) // none of them on duty
/** @param {string} state */
const hollow = (state) => HOLLOW.has(state)

/** @typedef {{fill?: string, stroke?: string, width?: number, alpha?: number}} Style */

/**
 * @param {Context} context
 * @param {number} centre
 * @param {number} radius
 * @param {Style} style
 */
function circle(context, centre, radius, { fill, stroke, width = 1, alpha = 1 }) {
  context.globalAlpha = alpha
  context.beginPath()
  context.arc(centre, centre, radius, 0, 2 * Math.PI)
  if (fill) {
    context.fillStyle = fill
    context.fill()
  }
  if (stroke) {
    context.strokeStyle = stroke
    context.lineWidth = width
    context.stroke()
  }
}

// Without a ring: whole pixels, no soft edges, so that thousands can be written without mixing colours; one colour
// for all, so that cases come forward.
/**
 * @param {Context} context
 * @param {number} side
 * @param {number} size
 * @param {PersonKind} personKind
 */
function drawPlain(context, side, size, { state, visiting, sos }) {
  const edge = Math.max(1, visiting ? Math.round(size * 0.66) : size)
  const [middle, far] = [(edge - 1) / 2, edge / 2 + 0.1]
  const empty = hollow(state) && !sos ? edge / 2 - Math.max(1, edge / 4) : 0
  const from = (side >> 1) - (edge >> 1)
  context.fillStyle = sos ? palette.plate : palette.far
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const distance = Math.hypot(x - middle, y - middle)
      if (distance <= far && distance >= empty) context.fillRect(from + x, from + y, 1, 1)
    }
  }
}

/**
 * @param {Context} context
 * @param {number} side
 * @param {number} size
 * @param {PersonKind} personKind
 */
function drawRinged(context, side, size, { state, visiting, sos, ring }) {
  const centre = side / 2
  const radius = (visiting ? 0.6 : 1) * (size / 2)
  const color = palette.people[state]
  const line = Math.max(1, size / 7)
  circle(context, centre, radius + line * (sos ? 4 : 1), { fill: palette.ground, alpha: 0.75 })
  if (hollow(state)) circle(context, centre, radius - line / 2, { stroke: color, width: line * 1.2 })
  else circle(context, centre, radius, { fill: color })
  if (state === 'handling') circle(context, centre, radius + line * 2, { stroke: color, width: line * 1.3 })
  if (ring > 0 && !hollow(state) && !visiting)
    circle(context, centre, radius + line * 3.6, {
      stroke: color,
      width: Math.max(1, line * 0.8),
      alpha: RINGS[ring] * 0.7,
    })
  if (sos) circle(context, centre, radius + line * 2.4, { stroke: palette.plate, width: line * 2 })
}

/**
 * Pictures of `size` device pixels: `of(kind)` → {canvas, half, xs, ys, colors} for both ways of painting.
 * @param {number} size
 * @param {boolean} ringed
 */
export function createSprites(size, ringed) {
  const side = ringed ? Math.ceil(size * 2.4) | 1 : size | 1
  const made = new Array(KINDS).fill(null)

  /** @param {number} kind */
  function make(kind) {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = side
    /** @type {any} */
    const context = canvas.getContext('2d', { willReadFrequently: true })
    const draw = ringed ? drawRinged : drawPlain
    draw(context, side, size, partsOf(kind))
    return { canvas, half: side >> 1, side, ...pixels(context.getImageData(0, 0, side, side)) }
  }

  return { size, side, ringed, of: (/** @type {number} */ kind) => (made[kind] ??= make(kind)) }
}

// The pixels that are not empty, and the surest one for who wants to see the person on the screen.
/** @param {ImageData} image */
function pixels(image) {
  const words = new Uint32Array(image.data.buffer)
  /** @type {[xs: number[], ys: number[], colors: number[]]} */
  const [xs, ys, colors] = [[], [], []]
  const middle = image.width >> 1
  let sure = { x: 0, y: 0, alpha: -1, far: 0, color: [0, 0, 0] }
  words.forEach((color, i) => {
    const alpha = image.data[4 * i + 3]
    if (alpha === 0) return
    const [x, y] = [(i % image.width) - middle, Math.floor(i / image.width) - middle]
    xs.push(x)
    ys.push(y)
    colors.push(color)
    const far = x * x + y * y
    if (alpha > sure.alpha || (alpha === sure.alpha && far < sure.far))
      sure = { x, y, alpha, far, color: [...image.data.slice(4 * i, 4 * i + 3)] }
  })
  return { xs: Int16Array.from(xs), ys: Int16Array.from(ys), colors: Uint32Array.from(colors), sure }
}
