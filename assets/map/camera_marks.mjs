// Cameras on the map: one mark each, its state by shape and colour. Where there are too many only those that are
// watched, or not well, are drawn. Knows no case and no person.

import { at } from './case_marks.mjs'
import { mercatorX, mercatorY } from './mercator.mjs'
import { palette } from './palette.mjs'
import { outline } from '../cameras/shapes.mjs'
import { STATES } from '../cameras/states.mjs'

const CROWD = 40 // marks; beyond it those on standby are left out, and if still beyond it all are drawn smaller
const SMALLER = 0.7
const ORDER = ['standby', 'connecting', 'live', 'frozen', 'refused', 'lost'] // the last ones on top
const HALO = 0.5 // of half the height

/**
 * Which of an area's cameras the map draws, the gravest last.
 * @param {Camera[]} rows
 */
export function drawn(rows) {
  const kept = rows.length > CROWD ? rows.filter(({ state }) => state !== 'standby') : rows
  return [...kept].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
}

export class CameraMarks {
  /** @type {(Point & {id: string, state: string})[]} */
  #marks = [] // {id, state, x, y (Mercator)}
  /** @type {any} */
  #paths = null

  /** @param {Camera[]} rows */
  show(rows) {
    this.#marks = drawn(rows).map(({ id, state, lat, lon }) => ({
      id,
      state,
      x: mercatorX(lon),
      y: mercatorY(lat),
    }))
  }

  get crowded() {
    return this.#marks.length > CROWD
  }

  /**
   * CSS pixels of half a mark's height.
   * @param {View} view
   * @param {number} unit
   */
  radius(view, unit) {
    const full = Math.min(9, Math.max(4.5, 4.5 + (view.zoom - Math.log2(unit) - 11) * 0.9)) * unit
    return this.crowded ? full * SMALLER : full
  }

  /**
   * Those in sight, at their pixels, the gravest last.
   * @param {View} view
   */
  drawn(view) {
    return this.#inView(view, 0)
  }

  /**
   * @param {View} view
   * @param {number} edge
   */
  #inView(view, edge) {
    return this.#marks.flatMap((mark) => {
      const [x, y] = at(mark, view)
      return x > -edge && y > -edge && x < view.width + edge && y < view.height + edge
        ? [{ ...mark, x, y }]
        : []
    })
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {number} unit
   */
  paint(context, view, unit) {
    this.#paths ??= Object.fromEntries(STATES.map((state) => [state, new Path2D(outline(state))]))
    const r = this.radius(view, unit)
    const scale = r * view.ratio
    context.lineJoin = 'round'
    context.lineWidth = HALO
    context.strokeStyle = palette.ground
    for (const { state, x, y } of this.#inView(view, 2 * r)) {
      context.setTransform(scale, 0, 0, scale, x * view.ratio, y * view.ratio)
      context.stroke(this.#paths[state])
      context.fillStyle = palette.cameras[state]
      context.fill(this.#paths[state], 'evenodd')
    }
    context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0)
  }

  /**
   * What names keep clear of: boxes in CSS pixels, none in a crowd, which would leave no room for any name.
   * @param {View} view
   * @param {number} unit
   */
  boxes(view, unit) {
    if (this.crowded) return []
    const r = this.radius(view, unit)
    return this.#inView(view, 0).map(({ x, y }) => ({
      left: x - 1.3 * r,
      right: x + 1.3 * r,
      top: y - r,
      bottom: y + r,
    }))
  }

  /**
   * The camera at a point of the container, the uppermost one, or null.
   * @param {number} x
   * @param {number} y
   * @param {View} view
   * @param {number} unit
   */
  hit(x, y, view, unit) {
    const reach = Math.max(9, this.radius(view, unit) * 1.4)
    const found = this.#inView(view, reach).findLast(
      (mark) => Math.abs(mark.x - x) <= reach && Math.abs(mark.y - y) <= reach,
    )
    return found ?? null
  }
}
