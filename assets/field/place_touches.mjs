// What fingers and mouse do on the small map: a tap, a drag of the pin or of the map, two fingers that zoom.

const TAP_PX = 8 // farther is a drag
const PIN_PX = 32 // as near to the pin a drag takes it along; it stands above its point
const PIN_HIGH_PX = 18

/**
 * @typedef {{
 *   pin: () => [number, number] | null,
 *   tapped: (x: number, y: number) => void,
 *   moved: (x: number, y: number) => void,
 *   panned: (dx: number, dy: number) => void,
 *   zoomed: (factor: number, x: number, y: number) => void,
 * }} Parts places and ways in pixels of the canvas
 * @param {any} canvas
 * @param {Parts} parts
 */
export function createTouches(canvas, parts) {
  /** @type {Map<number, [number, number]>} */
  const down = new Map()
  let held = '' // what is dragged: nothing yet, the pin, the map, or fingers that zoom
  /** @type {[number, number]} */
  let from = [0, 0]
  /** @type {[number, number]} from the pointer to the pin's point */
  let grip = [0, 0]
  /** @param {PointerEvent} event @returns {[number, number]} */
  const at = ({ clientX, clientY }) => {
    const { left, top } = canvas.getBoundingClientRect()
    return [clientX - left, clientY - top]
  }

  /** @param {PointerEvent} event */
  function pressed(event) {
    canvas.setPointerCapture(event.pointerId)
    down.set(event.pointerId, at(event))
    held = down.size > 1 ? 'fingers' : ''
    from = at(event)
  }

  /** @param {PointerEvent} event */
  function dragged(event) {
    const before = down.get(event.pointerId)
    if (!before) return
    const now = at(event)
    if (!held && distance(from, now) > TAP_PX) held = grasped()
    if (held === 'fingers') pinched(event.pointerId, before, now)
    else if (held === 'pin') parts.moved(now[0] + grip[0], now[1] + grip[1])
    else if (held === 'map') parts.panned(now[0] - before[0], now[1] - before[1])
    if (held) down.set(event.pointerId, now)
  }

  function grasped() {
    const pin = parts.pin()
    if (!pin || distance([pin[0], pin[1] - PIN_HIGH_PX], from) > PIN_PX) return 'map'
    grip = [pin[0] - from[0], pin[1] - from[1]]
    return 'pin'
  }

  /**
   * @param {number} finger
   * @param {[number, number]} before
   * @param {[number, number]} now
   */
  function pinched(finger, before, now) {
    const other = [...down].find(([id]) => id !== finger)?.[1]
    if (!other) return
    const factor = distance(other, now) / Math.max(distance(other, before), 1)
    parts.zoomed(factor, (other[0] + now[0]) / 2, (other[1] + now[1]) / 2)
  }

  /** @param {PointerEvent} event */
  function released(event) {
    if (down.has(event.pointerId) && !held && event.type === 'pointerup') parts.tapped(...at(event))
    down.delete(event.pointerId)
    if (!down.size) held = ''
  }

  const handlers = {
    pointerdown: pressed,
    pointermove: dragged,
    pointerup: released,
    pointercancel: released,
  }
  for (const [name, handler] of Object.entries(handlers)) canvas.addEventListener(name, handler)
}

/** @param {number[]} a @param {number[]} b */
const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1])
