// Cases on the map: a shape and a colour a state, the grave ones on top, SOS pulsing. Knows no people.

import { mercatorX, mercatorY } from './mercator.mjs'
import { palette } from './palette.mjs'
import { markOf } from '../core/case_status.mjs'
import { spotOf } from '../core/spot.mjs'
import { pulled } from './wall_part.mjs'

export const PULSE_MS = 1600 // one beat: below 1 Hz
const ORDER = ['done', 'in_hand', 'new', 'overdue', 'sos']
const ORDINARY = new Set(['in_hand', 'new'])
const DIM = 0.5 // opacity of what the list leaves out
const CROWD = 80 // marks; beyond it the ordinary ones are drawn smaller

/** @param {...[number, number]} points */
const poly =
  (...points) =>
  (/** @type {Context} */ context, /** @type {number} */ r) => {
    context.beginPath()
    points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x * r, y * r) : context.lineTo(x * r, y * r)))
    context.closePath()
  }
/** @param {number} part */
const round = (part) => (/** @type {Context} */ context, /** @type {number} */ r) => {
  context.beginPath()
  context.arc(0, 0, r * part, 0, 2 * Math.PI)
}

/**
 * @param {Context} context
 * @param {string} color
 * @param {number} edge
 */
function filled(context, color, edge) {
  context.lineWidth = edge
  context.strokeStyle = palette.ground
  context.stroke()
  context.fillStyle = color
  context.fill()
}

/** @type {Record<string, (context: Context, r: number) => void>} */
const OUTLINES = {
  new: poly([0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]),
  overdue: poly([0, -1.1], [1.1, 0.85], [-1.1, 0.85]),
  in_hand: round(0.85),
  sos: poly([-1.25, -1.25], [1.25, -1.25], [1.25, 1.25], [-1.25, 1.25]),
}

/**
 * @param {Context} context
 * @param {number} r
 */
function drawRing(context, r) {
  OUTLINES.in_hand(context, r)
  context.lineWidth = r * 0.85
  context.strokeStyle = palette.ground
  context.stroke()
  context.lineWidth = r * 0.45
  context.strokeStyle = palette.marks.in_hand
  context.stroke()
}

/**
 * @param {Context} context
 * @param {number} r
 * @param {number} beat
 * @param {boolean} acknowledged
 */
function drawSos(context, r, beat, acknowledged) {
  if (!acknowledged) {
    context.globalAlpha = 0.15 + 0.45 * beat
    context.fillStyle = palette.plate
    OUTLINES.sos(context, r * (1.15 + 0.5 * beat))
    context.fill()
    context.globalAlpha = 1
  }
  OUTLINES.sos(context, r)
  filled(context, palette.plate, r * 0.3)
  context.fillStyle = palette.cross
  context.fillRect(-r * 0.85, -r * 0.26, r * 1.7, r * 0.52)
  context.fillRect(-r * 0.26, -r * 0.85, r * 0.52, r * 1.7)
}

/**
 * @param {Context} context
 * @param {string} kind
 * @param {number} r
 * @param {number} beat
 * @param {boolean} acknowledged
 */
export function drawMark(context, kind, r, beat, acknowledged) {
  if (kind === 'in_hand') drawRing(context, r)
  else if (kind === 'sos') drawSos(context, r, beat, acknowledged)
  else {
    OUTLINES[kind](context, r)
    filled(context, palette.marks[kind], r * 0.45)
  }
}

/**
 * @param {Case} item
 * @param {LatLon} spot
 * @param {number} now
 * @param {boolean} dim
 * @returns {Mark}
 */
const markAt = (item, [lat, lon], now, dim) => ({
  id: item.id,
  kind: markOf(item, now),
  x: mercatorX(lon),
  y: mercatorY(lat),
  lat,
  lon,
  vague: item.lat === null,
  filed: item.filed,
  acknowledged: Boolean(item.acknowledged),
  dim,
  record: item,
})

/**
 * Somewhere around here: nobody has told where.
 * @param {Context} context
 * @param {number} r
 */
function drawVague(context, r) {
  context.beginPath()
  context.arc(0, 0, r * 1.9, 0, 2 * Math.PI)
  context.setLineDash([r * 0.5, r * 0.5])
  context.lineWidth = r * 0.25
  context.strokeStyle = palette.second
  context.stroke()
  context.setLineDash([])
}

export class Marks {
  /** @type {Mark[]} */
  #cases = [] // {id, kind, x, y (Mercator), acknowledged}, the grave ones last
  /** @type {Mark[]} */
  #drawn = []
  #still = window.matchMedia('(prefers-reduced-motion: reduce)')

  /**
   * `now`: the server's epoch ms, by which a case may be late; `dim`: ids of those that stand back.
   * @param {Case[]} cases
   * @param {number} now
   * @param {Set<string>} [dim]
   */
  show(cases, now, dim = new Set()) {
    this.#cases = cases
      .flatMap((item) => {
        const spot = spotOf(item)
        return spot ? [markAt(item, spot, now, dim.has(item.id))] : []
      })
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.filed - b.filed)
    this.#drawn = this.#cases.filter(({ kind }) => kind !== 'done')
  }

  get count() {
    return this.#cases.length
  }

  /** Those that are drawn, the grave ones last: finished work is calm, what is selected has its ring. */
  drawn() {
    return this.#drawn
  }

  get pulsing() {
    return (
      !this.#still.matches && this.#cases.some(({ kind, acknowledged }) => kind === 'sos' && !acknowledged)
    )
  }

  /** @param {string} id */
  find(id) {
    return this.#cases.find((item) => item.id === id) ?? null
  }

  /**
   * CSS pixels from the middle of a mark to its edge. Many ordinary ones make room for people and names.
   * @param {View} view
   * @param {number} unit
   * @param {string} kind
   */
  radius(view, unit, kind = 'sos') {
    const full = Math.min(11, Math.max(6, 6 + (view.zoom - Math.log2(unit) - 11) * 1.6)) * unit
    return this.#cases.length > CROWD && ORDINARY.has(kind) ? full * 0.72 : full
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {number} unit
   */
  paint(context, view, unit) {
    const beat = this.pulsing ? 0.5 - 0.5 * Math.cos((performance.now() / PULSE_MS) * 2 * Math.PI) : 0.5
    for (const item of this.drawn()) {
      const [x, y] = at(item, view)
      const r = this.radius(view, unit, item.kind)
      if (!inside(x, y, r * 2, view)) continue
      context.setTransform(view.ratio, 0, 0, view.ratio, x * view.ratio, y * view.ratio)
      context.globalAlpha = item.dim ? DIM : 1
      if (item.vague) drawVague(context, r)
      drawMark(context, item.kind, r, beat, item.acknowledged)
    }
    context.globalAlpha = 1
    context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0)
  }

  /**
   * What labels must keep clear of: [x, y, half a side] in CSS pixels, in view only.
   * @param {View} view
   * @param {number} unit
   * @param {boolean} [dim] whether those that stand back count
   */
  boxes(view, unit, dim = true) {
    return this.drawn()
      .filter((item) => dim || !item.dim)
      .map((item) => [...at(item, view), this.radius(view, unit, item.kind) * 1.2])
      .filter(([x, y, half]) => inside(x, y, half, view))
  }

  /**
   * The mark at a point of the container: the uppermost one.
   * @param {number} x
   * @param {number} y
   * @param {View} view
   * @param {number} unit
   */
  hit(x, y, view, unit) {
    const reach = Math.max(12, this.radius(view, unit) * 1.4)
    return (
      this.drawn().findLast((item) => {
        const [mx, my] = at(item, view)
        return Math.abs(mx - x) <= reach && Math.abs(my - y) <= reach
      }) ?? null
    )
  }
}

/**
 * Container pixel of anything with Mercator x and y. What frames of a wall's screens would hide stands at the edge.
 * @param {Point} point
 * @param {View} view
 * @returns {[number, number]}
 */
export function at({ x, y }, view) {
  const [left, top] = [x * view.world - view.left, y * view.world - view.top]
  const { part } = view
  if (!part?.gap) return [left, top]
  const { rows, columns, row, column, gap } = part
  return [
    pulled(left, view.width, column === 1, column === columns, gap),
    pulled(top, view.height, row === 1, row === rows, gap),
  ]
}
/**
 * @param {number} x
 * @param {number} y
 * @param {number} edge
 * @param {View} view
 */
const inside = (x, y, edge, view) => x > -edge && y > -edge && x < view.width + edge && y < view.height + edge

/**
 * The selected case's ring on the ground, or the selected person's, dashed, of `radius` CSS pixels.
 * @param {Context} context
 * @param {[number, number]} parts
 * @param {number} radius
 */
export function drawChosen(context, [x, y], radius) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.lineWidth = 3.5
  context.strokeStyle = palette.ground
  context.stroke()
  context.setLineDash([6, 5])
  context.lineWidth = 1.5
  context.strokeStyle = palette.text
  context.stroke()
  context.setLineDash([])
}
