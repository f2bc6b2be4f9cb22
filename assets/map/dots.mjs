// People on the map. Few, or large ones with rings, are stamped; many small ones are written straight into the
// pixels. Knows no areas.

import { now } from '../core/clock.mjs'
import { PERSON_FLAGS, PRESENCE } from '../core/contract.mjs'
import { FRESHEST, ring } from './age_ring.mjs'
import { createSprites, kindOf } from './sprites.mjs'
import { pulled } from './wall_part.mjs'

const MANY = 2000
const RINGED_FROM = 6 // below, a ring would be a smear: the dot alone stands for the state
const LOWEST_FIRST = ['unseen', 'off_shift', 'offline', 'unlisted', 'idle', 'patrolling', 'handling']
const ORDER = LOWEST_FIRST.map((state) => PRESENCE.indexOf(state))
const RANK = PRESENCE.map((state) => LOWEST_FIRST.indexOf(state))

/**
 * Pixels across a person at a zoom of a 1920 × 1080 page: 3 over a city, 8 over a town, at most 11.
 * @param {number} zoom
 */
export const dotSize = (zoom) => Math.min(11, Math.max(3, Math.round(3 + (zoom - 11) * 2)))

export class Dots {
  /** @type {any} */
  #stamps = null
  /** @type {any} */
  #image = null
  /** @type {any} */
  #pixels = null
  #x = new Int32Array(0) // where each slot was painted, device pixels
  #y = new Int32Array(0)
  #kind = new Uint8Array(0)
  #sorted = new Uint32Array(0)

  /** @param {import('./people.mjs').People} people */
  constructor(people) {
    this.people = people
    /** @type {View} as last painted */
    this.view = /** @type {any} */ (null)
  }

  get size() {
    return this.#stamps?.size ?? 0
  }

  get selectable() {
    return this.#stamps?.ringed === true
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {number} grain
   */
  paint(context, view, grain) {
    this.view = view
    const usual = dotSize(view.zoom - Math.log2(grain))
    const size = Math.round(usual * grain * view.ratio)
    const ringed = usual >= RINGED_FROM
    if (this.#stamps?.size !== size || this.#stamps.ringed !== ringed)
      this.#stamps = createSprites(size, ringed)
    const inSight = this.#place(view)
    if (ringed || inSight <= MANY) this.#stampAll(context)
    else this.#writeAll(context)
  }

  /**
   * Slot of the person nearest to a point of the container, within `reach` CSS pixels; -1 nobody.
   * @param {number} x
   * @param {number} y
   * @param {number} reach
   */
  nearest(x, y, reach) {
    const { ratio } = this.view
    let [best, bestFar] = [-1, (reach * ratio) ** 2]
    for (let slot = 0; slot < this.people.count; slot++) {
      const far = (this.#x[slot] - x * ratio) ** 2 + (this.#y[slot] - y * ratio) ** 2
      if (far <= bestFar) [best, bestFar] = [slot, far]
    }
    return best
  }

  /**
   * Where a slot was painted: {x, y} in CSS pixels of the container, {canvasX, canvasY}, the colour there.
   * @param {number} slot
   */
  painted(slot) {
    const { sure } = this.#stamps.of(this.#kind[slot])
    const [canvasX, canvasY] = [this.#x[slot] + sure.x, this.#y[slot] + sure.y]
    const { ratio } = this.view
    return { x: (canvasX + 0.5) / ratio, y: (canvasY + 0.5) / ratio, color: sure.color, canvasX, canvasY }
  }

  /** @param {number} count */
  #room(count) {
    if (this.#x.length >= count) return
    const size = this.people.columns.index.length
    this.#x = new Int32Array(size)
    this.#y = new Int32Array(size)
    this.#kind = new Uint8Array(size)
    this.#sorted = new Uint32Array(size)
  }

  // Long for speed: one pass over all people finds pixel and kind, a counting sort puts the important on top.
  // Answers how many are in sight.
  #place(/** @type {View} */ { world, left, top, width, height, ratio, part }) {
    const { people } = this
    this.#room(people.count)
    const { x, y, time, state, flags } = people.columns
    const [scale, offsetX, offsetY, at, plain] = [
      world * ratio,
      left * ratio,
      top * ratio,
      now(),
      !this.#stamps.ringed,
    ]
    const [wide, high] = [width * ratio, height * ratio]
    let inSight = 0
    const starts = new Uint32Array(RANK.length + 2)
    for (let slot = 0; slot < people.count; slot++) {
      let px = Math.round(x[slot] * scale - offsetX)
      let py = Math.round(y[slot] * scale - offsetY)
      if (part?.gap) {
        const gap = part.gap * ratio
        px = pulled(px, wide, part.column === 1, part.column === part.columns, gap)
        py = pulled(py, high, part.row === 1, part.row === part.rows, gap)
      }
      this.#x[slot] = px
      this.#y[slot] = py
      if (px >= 0 && py >= 0 && px < wide && py < high) inSight++
      const fresh = plain ? FRESHEST : ring(at - time[slot])
      this.#kind[slot] = kindOf(
        state[slot],
        fresh,
        (flags[slot] & PERSON_FLAGS.visiting) !== 0,
        (flags[slot] & PERSON_FLAGS.sos) !== 0,
      )
      starts[rankOf(state[slot], flags[slot]) + 1]++
    }
    for (let rank = 1; rank < starts.length; rank++) starts[rank] += starts[rank - 1]
    for (let slot = 0; slot < people.count; slot++)
      this.#sorted[starts[rankOf(state[slot], flags[slot])]++] = slot
    return inSight
  }

  /** @param {Context} context */
  #stampAll(context) {
    const { width, height } = context.canvas
    context.clearRect(0, 0, width, height)
    const { side } = this.#stamps
    for (let i = 0; i < this.people.count; i++) {
      const slot = this.#sorted[i]
      const [x, y] = [this.#x[slot], this.#y[slot]]
      if (x < -side || y < -side || x > width + side || y > height + side) continue
      const stamp = this.#stamps.of(this.#kind[slot])
      context.drawImage(stamp.canvas, x - stamp.half, y - stamp.half)
    }
  }

  /** @param {Context} context */
  #writeAll(context) {
    const { width, height } = context.canvas
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#image = context.createImageData(width, height)
      this.#pixels = new Uint32Array(this.#image.data.buffer)
    }
    this.#pixels.fill(0)
    for (let i = 0; i < this.people.count; i++) {
      const slot = this.#sorted[i]
      const [x, y] = [this.#x[slot], this.#y[slot]]
      const stamp = this.#stamps.of(this.#kind[slot])
      const { half } = stamp
      if (x >= half && y >= half && x < width - half && y < height - half)
        write(this.#pixels, width, x, y, stamp)
      else if (x >= -half && y >= -half && x < width + half && y < height + half)
        writeCut(this.#pixels, width, height, x, y, stamp)
    }
    context.putImageData(this.#image, 0, 0)
  }
}

/**
 * @param {number} state
 * @param {number} flags
 */
const rankOf = (state, flags) => (flags & PERSON_FLAGS.sos ? ORDER.length : RANK[state])

// At the edge, where the other half may be on the next screen.
/**
 * @param {Uint32Array} pixels
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 * @param {{xs: Int16Array, ys: Int16Array, colors: Uint32Array}} parts
 */
function writeCut(pixels, width, height, x, y, { xs, ys, colors }) {
  for (let i = 0; i < colors.length; i++) {
    const [left, top] = [x + xs[i], y + ys[i]]
    if (left >= 0 && top >= 0 && left < width && top < height) pixels[top * width + left] = colors[i]
  }
}

/**
 * @param {Uint8ClampedArray} pixels
 * @param {number} width
 * @param {number} x
 * @param {number} y
 * @param {{xs: Int16Array, ys: Int16Array, colors: Uint32Array}} parts
 */
function write(pixels, width, x, y, { xs, ys, colors }) {
  for (let i = 0; i < colors.length; i++) pixels[(y + ys[i]) * width + x + xs[i]] = colors[i]
}
