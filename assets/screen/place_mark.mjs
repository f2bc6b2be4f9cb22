// A place that somebody pointed out, on the map: a cross in a ring, and the map looks there. Knows no stage.
import { at } from '../map/case_marks.mjs'
import { mercatorX, mercatorY } from '../map/mercator.mjs'
import { palette } from '../map/palette.mjs'

const RADIUS = 16 // CSS pixels, times the page's unit
const ARM = 1.7 // of the radius

/** @implements {MapExtra} */
export class PlaceMark {
  /** @type {{lat: number, lon: number} | null} */
  #place = null
  /** @type {import('../map/viewpoint.mjs').Viewpoint | null} */
  #viewpoint = null
  #changed = () => {}

  /**
   * @param {Scene} scene
   * @param {() => void} changed
   * @param {import('../map/viewpoint.mjs').Viewpoint} viewpoint
   */
  begin(scene, changed, viewpoint) {
    this.#viewpoint = viewpoint
    this.#changed = changed
    if (this.#place) this.show(this.#place)
  }

  /** @param {{lat: number, lon: number} | null} place */
  show(place) {
    const before = this.#place
    this.#place = place
    if (place) this.#viewpoint?.visit(place.lat, place.lon)
    else if (before) this.#viewpoint?.back()
    this.#changed()
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {MapStyle} look
   */
  paint(context, view, look) {
    if (!this.#place) return
    const { lat, lon } = this.#place
    const [x, y] = at({ x: mercatorX(lon), y: mercatorY(lat) }, view)
    const r = RADIUS * look.unit
    context.beginPath()
    context.arc(x, y, r, 0, 2 * Math.PI)
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      context.moveTo(x + dx * r * 0.5, y + dy * r * 0.5)
      context.lineTo(x + dx * r * ARM, y + dy * r * ARM)
    }
    for (const [color, width] of /** @type {[string, number][]} */ ([
      [palette.ground, 7],
      [palette.text, 3],
    ])) {
      context.strokeStyle = color
      context.lineWidth = width * look.unit
      context.stroke()
    }
  }
}
