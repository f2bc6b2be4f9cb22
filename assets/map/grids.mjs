// The ground: grids shaded by open cases, boundaries over them. Both stand in bitmaps a little larger than the
// view, so that a pan only shifts them and a changed case repaints one grid. Knows no people.

import { UNITS } from './area.mjs'
import { palette } from './palette.mjs'
import { paintStreets } from './streets.mjs'
import { stepOf } from './shades.mjs'

const MARGIN = 0.15 // of the view, on every side
const SETTLE_MS = 120 // a zoom in progress stretches the bitmap; it is drawn anew when the zoom rests

/** @param {number} open */
const colourOf = (open) => (stepOf(open) === 0 ? palette.land : palette.shades[stepOf(open) - 1])
const NEAR = 12.5 // zoom from which single grids can be told apart: their lines may be seen

const bitmap = () => document.createElement('canvas').getContext('2d')

export class GridLayer {
  /** @type {any} */
  #fills = bitmap()
  /** @type {any} */
  #lines = bitmap()
  /** @type {any} */
  #area = null
  #open = new Map() // grid's position → open cases
  /** @type {any} */
  #drawn = null // the view of the bitmaps
  /** @type {any} */
  #settling = 0
  #stale = false // the fills are of before a snapshot
  /** @type {import('./streets.mjs').StreetPaths | null} */
  #streets = null

  /**
   * `repaint()` is asked for when a stretched bitmap should be drawn anew.
   * @param {() => void} repaint
   * @param {boolean} [veil] over all of the map, not over the area alone
   */
  constructor(repaint, veil = false) {
    this.repaint = repaint
    this.veil = veil
  }

  /** @param {PreparedArea} area */
  show(area) {
    this.#area = area
    this.#open.clear()
    this.#drawn = null
  }

  /**
   * What lies under borders and marks, when it has come.
   * @param {import('./streets.mjs').StreetPaths | null} streets
   */
  lay(streets) {
    this.#streets = streets
    this.#drawn = null
    this.repaint()
  }

  /**
   * Grids of a frame; true when the picture changes.
   * @param {Frame} frame
   */
  apply(frame) {
    const { count, position, open } = frame.grids
    let changed = frame.snapshot
    if (frame.snapshot) this.#open.clear()
    this.#stale ||= frame.snapshot
    for (let row = 0; row < count; row++) {
      const before = this.#open.get(position[row]) ?? 0
      this.#open.set(position[row], open[row])
      if (stepOf(before) !== stepOf(open[row])) changed = this.#recolour(position[row]) || changed
    }
    return changed
  }

  /** @param {number} position */
  openOf = (position) => this.#open.get(position) ?? 0

  /**
   * @param {Context} context
   * @param {View} view
   * @param {number} alpha
   */
  paint(context, view, alpha) {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    if (!this.#area) return
    if (!this.#covers(view)) this.#redraw(view)
    else if (this.#stale) this.#fillAll(this.#fills)
    this.#stale = false
    const drawn = this.#drawn
    const stretch = view.world / drawn.world
    const x = (drawn.left * stretch - view.left) * view.ratio
    const y = (drawn.top * stretch - view.top) * view.ratio
    const [wide, high] = [this.#fills.canvas.width * stretch, this.#fills.canvas.height * stretch]
    context.globalAlpha = alpha
    context.drawImage(this.#fills.canvas, x, y, wide, high)
    context.globalAlpha = 1
    context.drawImage(this.#lines.canvas, x, y, wide, high)
  }

  /** The view has jumped (a fit, a drill): do not stretch, draw. */
  jump() {
    this.#drawn = null
  }

  /** @param {View} view */
  #covers(view) {
    const drawn = this.#drawn
    if (
      !drawn ||
      drawn.ratio !== view.ratio ||
      drawn.viewWidth !== view.width ||
      drawn.viewHeight !== view.height
    )
      return false
    if (drawn.world !== view.world) {
      this.#settle()
      return true
    }
    const [x, y] = [view.left - drawn.left, view.top - drawn.top]
    return x >= 0 && y >= 0 && x + view.width <= drawn.width && y + view.height <= drawn.height
  }

  #settle() {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      this.#drawn = null
      this.repaint()
    }, SETTLE_MS)
  }

  /** @param {View} view */
  #redraw(view) {
    clearTimeout(this.#settling)
    const [aside, above] = [Math.ceil(view.width * MARGIN), Math.ceil(view.height * MARGIN)]
    this.#drawn = {
      ...view,
      left: view.left - aside,
      top: view.top - above,
      width: view.width + 2 * aside,
      height: view.height + 2 * above,
      viewWidth: view.width,
      viewHeight: view.height,
    }
    this.#prepare(this.#fills)
    this.#prepare(this.#lines)
    this.#fillAll(this.#fills)
    this.#strokeAll(this.#lines)
  }

  // The canvas as large as the bitmap, and its transform from the area's local units to its pixels.
  /** @param {Context} context */
  #prepare(context) {
    const { width, height, world, left, top, ratio } = this.#drawn
    context.canvas.width = Math.round(width * ratio)
    context.canvas.height = Math.round(height * ratio)
    const { origin } = this.#area
    const scale = (world * ratio) / UNITS
    context.setTransform(
      scale,
      0,
      0,
      scale,
      (origin.x * world - left) * ratio,
      (origin.y * world - top) * ratio,
    )
  }

  // A step's grids are few: plain land is one shape under all of them.
  /** @param {Context} context */
  #fillAll(context) {
    const { outline, grids } = this.#area
    if (this.veil) this.#fillBeside(context)
    context.fillStyle = palette.land
    context.fill(outline.path, 'evenodd')
    for (const grid of grids) {
      const open = this.openOf(grid.position)
      if (open === 0) continue
      context.fillStyle = colourOf(open)
      context.fill(grid.path, 'evenodd')
    }
  }

  /** @param {Context} context */
  #fillBeside(context) {
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = palette.ground
    context.fillRect(0, 0, context.canvas.width, context.canvas.height)
    context.restore()
  }

  /** @param {Context} context */
  #strokeAll(context) {
    const { outline, borders, hairlines } = this.#area
    context.lineJoin = 'round'
    const pixel = UNITS / this.#drawn.world // local units along one CSS pixel
    const streets = this.#streets
    if (streets !== null && streets.code === this.#area.code)
      paintStreets(context, streets, this.#drawn.zoom, pixel, palette.streets)
    const grids = this.#drawn.zoom < NEAR ? palette.hairline : palette.hairlineNear
    /** @type {[path: Path2D, color: string, width: number][]} */
    const lines = [
      [hairlines, grids, 0.6],
      [borders, palette.boundary, 1],
      [outline.path, palette.outline, 1.5],
    ]
    for (const [path, color, width] of lines) {
      context.strokeStyle = color
      context.lineWidth = width * pixel
      context.stroke(path)
    }
  }

  /** @param {number} position */
  #recolour(position) {
    const at = this.#area?.gridAt.get(position)
    if (at === undefined) return false
    if (this.#drawn && !this.#stale) {
      this.#fills.fillStyle = colourOf(this.openOf(position))
      this.#fills.fill(this.#area.grids[at].path, 'evenodd')
    }
    return true
  }
}
