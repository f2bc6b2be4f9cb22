// The layouts of a scene as little pictures: which place is where, row by row, as assets/styles/screen/stage.css has it.

import { make } from '../core/dom.mjs'

const WIDE = 48 // of a picture, in units
const HIGH = 27
const GAP = 1

/**
 * Rows of columns: the number of the place there. `three` has its large one twice as wide as those beside it.
 * @type {Record<string, number[][]>}
 */
export const PLACES = {
  one: [[1]],
  two: [[1, 2]],
  three: [
    [1, 1, 2],
    [1, 1, 3],
  ],
  four: [
    [1, 2],
    [3, 4],
  ],
  six: [
    [1, 1, 2],
    [1, 1, 3],
    [4, 5, 6],
  ],
  nine: [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
}
// of a wall: what people know it by
const WALL = [
  [0, 0, 10, 27],
  [11, 0, 25, 20],
  [11, 21, 25, 6],
  [37, 0, 11, 27],
]

/**
 * Left, top, width and height of each place, in units of a picture of 48 × 27.
 * @param {string} layout
 */
export function boxes(layout) {
  const rows = PLACES[layout]
  if (!rows) return WALL
  const [wide, high] = [(WIDE + GAP) / rows[0].length, (HIGH + GAP) / rows.length]
  const places = [...new Set(rows.flat())]
  return places.map((place) => {
    const here = rows.flatMap((row, y) => row.flatMap((each, x) => (each === place ? [[x, y]] : [])))
    const [xs, ys] = [here.map(([x]) => x), here.map(([, y]) => y)]
    const [left, top] = [Math.min(...xs), Math.min(...ys)]
    const [across, down] = [Math.max(...xs) - left + 1, Math.max(...ys) - top + 1]
    return [left * wide, top * high, across * wide - GAP, down * high - GAP]
  })
}

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @param {string} layout
 * @param {boolean} numbered
 */
export function picture(layout, numbered = false) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${WIDE} ${HIGH}`)
  svg.setAttribute('class', 'layout-picture')
  svg.setAttribute('aria-hidden', 'true')
  boxes(layout).forEach(([x, y, width, height], at) => {
    const rect = document.createElementNS(SVG, 'rect')
    for (const [name, value] of Object.entries({ x, y, width, height }))
      rect.setAttribute(name, String(value))
    svg.append(rect)
    if (!numbered || layout === 'wall') return
    const text = document.createElementNS(SVG, 'text')
    text.setAttribute('x', String(x + width / 2))
    text.setAttribute('y', String(y + height / 2))
    text.textContent = String(at + 1)
    svg.append(text)
  })
  const box = make('span', 'layout-box')
  box.append(svg)
  return box
}
