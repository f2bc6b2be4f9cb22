// Sizes and obstacles the stylesheet decides: the font of names, how large a unit is, where the legend stands.
// Reads the page, draws nothing.

import { holds } from './area.mjs'

const USUAL = 18 // CSS pixels of a name on a 1920 × 1080 page: there, one unit is one pixel
const REM = 16
const EDGE = 6
const SAMPLES = 10
const OVER = '#legend, #legend-key, [data-stage="part"] :is(.head, .band, .strip)'

/**
 * {size, family, unit, grain, covered}: a name's font size and family; `unit` what a mark's size is multiplied by,
 * `grain` a person's: from far away marks grow with the names, thousands of people only half again; `covered` is the
 * legend's plate, a box in the container's CSS pixels.
 * @param {HTMLElement} box
 */
export function readLook(box) {
  const style = getComputedStyle(box)
  const size = Number.parseFloat(style.fontSize)
  const page = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / REM
  const grain = Math.min(size / USUAL, page * 1.5)
  return {
    size,
    family: style.fontFamily,
    unit: size / USUAL,
    grain,
    covered: legendPlate(box.getBoundingClientRect()),
  }
}

/**
 * Of the legend, of the button it is folded behind, and of what else stands over a map that fills the screen.
 * @param {DOMRect} ours
 */
function legendPlate(ours) {
  const plates = [...document.querySelectorAll(OVER)].map((one) => one.getBoundingClientRect())
  return plates
    .filter(({ width }) => width > 0)
    .map((plate) => ({
      left: plate.left - ours.left - EDGE,
      right: plate.right - ours.left + EDGE,
      top: plate.top - ours.top - EDGE,
      bottom: plate.bottom - ours.top + EDGE,
    }))
}

/**
 * Whether an area seen in `view` keeps clear of the boxes; a box is judged by points along its edges.
 * @param {PreparedArea} area
 * @param {Pick<View, 'world' | 'left' | 'top'>} view
 * @param {Box[]} boxes
 */
export function keepsClear(area, view, boxes) {
  /**
   * @param {number} x
   * @param {number} y
   */
  const covers = (x, y) => holds(area, area.outline, view, x, y)
  return boxes.every(({ left, right, top, bottom }) => {
    for (let i = 0; i <= SAMPLES; i++) {
      const x = left + ((right - left) * i) / SAMPLES
      if (covers(x, top) || covers(x, bottom)) return false
    }
    return true
  })
}
