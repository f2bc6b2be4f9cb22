// The map of a screen that is part of a wall: tells the map which part it shows, and moves all parts alike against burn-in, by the
// server's clock. Knows no stage.
import { now } from '../core/clock.mjs'
import { setAttribute } from '../core/dom.mjs'
import { edges } from '../map/wall_part.mjs'
import { shiftAt } from '../wall/burn_in.mjs'
import { INCH_MM, pixelPitch } from '../wall/distance.mjs'

const LOOK_MS = 500
const USUAL_INCHES = 55 // unless told

/**
 * As the map knows it: the frames between two pictures in CSS pixels of this page.
 * @param {HungScreen} screen
 * @param {{width: number, height: number}} size
 * @returns {WallPart | null}
 */
export function partOf({ part, panel }, { width, height }) {
  if (!part) return null
  const { rows, columns, row, column, gap } = part
  const pitch = pixelPitch((panel || USUAL_INCHES) * INCH_MM, width, height)
  return { rows, columns, row, column, gap: Math.round(gap / pitch) }
}

/** @implements {MapExtra} */
export class SharedMap {
  /** @type {import('../map/viewpoint.mjs').Viewpoint | null} */
  #viewpoint = null
  /** @type {WallPart | null} */
  #part = null

  constructor() {
    setInterval(() => this.#viewpoint?.shift(shiftAt(now())), LOOK_MS)
  }

  /**
   * @param {Scene} _
   * @param {() => void} changed
   * @param {import('../map/viewpoint.mjs').Viewpoint} viewpoint
   */
  begin(_, changed, viewpoint) {
    this.#viewpoint = viewpoint
    viewpoint.shift(shiftAt(now()))
    viewpoint.share(this.#part)
  }

  /**
   * @param {HTMLElement} wall
   * @param {WallPart | null} part
   */
  show(wall, part) {
    this.#part = part
    setAttribute(wall, 'data-edges', part ? edges(part) : '')
    this.#viewpoint?.share(part)
  }

  paint() {}
}
