// What tests and support may ask the page: where a person is painted, how each camera's panel is. Answers as
// painted, never as received.

const MICRO = 1e-6

/**
 * Put the answers on `target` (window.gridwall). `box` is the page's element the canvases fill.
 * @param {Gridwall} target
 * @param {{people: any, dots: any, canvas: HTMLCanvasElement}} parts
 */
export function answerAs(target, { people, dots, canvas }) {
  target.inspector = (/** @type {string} */ id) => {
    const slot = people.slotOf(id)
    if (slot < 0) return null
    const { lat, lon, time } = people.columns
    return { lat: lat[slot] * MICRO, lon: lon[slot] * MICRO, time: time[slot] }
  }
  /** Page pixel of the person and the colour [r, g, b] painted there, with what the canvas holds there now. */
  target.pixel = (/** @type {string} */ id) => {
    const slot = people.slotOf(id)
    if (slot < 0) return null
    const { x, y, color, canvasX, canvasY } = dots.painted(slot)
    const place = canvas.getBoundingClientRect()
    const seen = [.../** @type {any} */ (canvas.getContext('2d')).getImageData(canvasX, canvasY, 1, 1).data]
    return { x: place.left + x, y: place.top + y, color, seen }
  }
}

/**
 * `answers()` → [{panel, camera, state, at, painted, dropped, latency}], one a camera panel open now.
 * @param {Gridwall} target
 * @param {() => object[]} answers
 */
export function answerCameras(target, answers) {
  target.cameras = answers
}
