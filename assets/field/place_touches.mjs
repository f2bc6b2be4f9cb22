// What fingers and mouse do on the small map: a tap, a drag of the pin or of the map, two fingers that zoom.

const TAP_PX = 8 // farther is a drag
const PIN_PX = 32 // as near to the pin a drag takes it along; it stands above its point
const PIN_HIGH_PX = 18

/**
 * Places and ways in pixels of the canvas.
 * @typedef {{
 *   pin: () => [number, number] | null,
 *   tapped: (x: number, y: number) => void,
 *   moved: (x: number, y: number) => void,
 *   panned: (dx: number, dy: number) => void,
 *   zoomed: (factor: number, x: number, y: number) => void,
 * }} Parts
 */
export class Touches {
  #canvas
  #parts
  /** @type {Map<number, [number, number]>} */
  #down = new Map()
  #held = '' // what is dragged: nothing yet, the pin, the map, or fingers that zoom
  /** @type {[number, number]} */
  #from = [0, 0]
  #grip = [0, 0] // from the pointer to the pin's point

  /**
   * @param {any} canvas
   * @param {Parts} parts
   */
  constructor(canvas, parts) {
    this.#canvas = canvas
    this.#parts = parts
    canvas.addEventListener('pointerdown', (/** @type {PointerEvent} */ event) => this.#pressed(event))
    canvas.addEventListener('pointermove', (/** @type {PointerEvent} */ event) => this.#dragged(event))
    for (const name of ['pointerup', 'pointercancel'])
      canvas.addEventListener(name, (/** @type {PointerEvent} */ event) => this.#released(event))
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  #at({ clientX, clientY }) {
    const { left, top } = this.#canvas.getBoundingClientRect()
    return [clientX - left, clientY - top]
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    this.#canvas.setPointerCapture(event.pointerId)
    this.#from = this.#at(event)
    this.#down.set(event.pointerId, this.#from)
    this.#held = this.#down.size > 1 ? 'fingers' : ''
  }

  /** @param {PointerEvent} event */
  #dragged(event) {
    const before = this.#down.get(event.pointerId)
    if (!before) return
    const now = this.#at(event)
    if (!this.#held && distance(this.#from, now) > TAP_PX) this.#held = this.#grasped()
    if (this.#held === 'fingers') this.#pinched(event.pointerId, before, now)
    else if (this.#held === 'pin') this.#parts.moved(now[0] + this.#grip[0], now[1] + this.#grip[1])
    else if (this.#held === 'map') this.#parts.panned(now[0] - before[0], now[1] - before[1])
    if (this.#held) this.#down.set(event.pointerId, now)
  }

  #grasped() {
    const pin = this.#parts.pin()
    if (!pin || distance([pin[0], pin[1] - PIN_HIGH_PX], this.#from) > PIN_PX) return 'map'
    this.#grip = [pin[0] - this.#from[0], pin[1] - this.#from[1]]
    return 'pin'
  }

  /**
   * @param {number} finger
   * @param {[number, number]} before
   * @param {[number, number]} now
   */
  #pinched(finger, before, now) {
    const other = [...this.#down].find(([id]) => id !== finger)?.[1]
    if (!other) return
    const factor = distance(other, now) / Math.max(distance(other, before), 1)
    this.#parts.zoomed(factor, (other[0] + now[0]) / 2, (other[1] + now[1]) / 2)
  }

  /** @param {PointerEvent} event */
  #released(event) {
    const tapped = this.#down.has(event.pointerId) && !this.#held && event.type === 'pointerup'
    if (tapped) this.#parts.tapped(...this.#at(event))
    this.#down.delete(event.pointerId)
    if (!this.#down.size) this.#held = ''
  }
}

/** @param {number[]} a @param {number[]} b */
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1])
