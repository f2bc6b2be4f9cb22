// What stands where on a screen, for its small drawing: the places of its layout, as parts of the whole. Pure.
import { stageOf } from '../screen/staging.mjs'

/** @typedef {{kind: string, x: number, y: number, width: number, height: number}} Cell of 1 × 1, from the upper left */
/** @typedef {{rows: number[][], widths?: number[], heights?: number[]}} Grid the number of a place in each of its fields */

/** @type {Record<string, Grid>} as assets/styles/screen/stage.css lays them out */
const GRIDS = {
  one: { rows: [[1]] },
  two: { rows: [[1, 2]] },
  three: {
    rows: [
      [1, 2],
      [1, 3],
    ],
    widths: [2, 1],
  },
  four: {
    rows: [
      [1, 2],
      [3, 4],
    ],
  },
  six: {
    rows: [
      [1, 1, 2],
      [1, 1, 3],
      [4, 5, 6],
    ],
  },
  nine: {
    rows: [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  },
  case: {
    rows: [
      [1, 2],
      [1, 3],
    ],
    widths: [1.6, 1],
  },
  counter: {
    rows: [
      [1, 3],
      [2, 3],
    ],
    widths: [1, 1.5],
    heights: [1, 2],
  },
}

/**
 * What it shows as far as this page can know: what was put there, else the scene that it told of itself last.
 * @param {DirectedScreen} screen
 * @param {DirectedPush | null} push
 * @param {DirectedRoom} room
 * @returns {Stage}
 */
export function stageShown(screen, push, { scenes }) {
  const told = /** @type {any} */ ({ screen, scenes })
  if (push) return stageOf(/** @type {any} */ ({ kind: 'push', push }), told)
  const { shows } = screen.beat ?? {}
  const scene = shows?.kind === 'programme' ? scenes[shows.scene ?? ''] : null
  return stageOf(/** @type {any} */ (scene ? { kind: 'programme', scene } : { kind: 'area' }), told)
}

/**
 * The wall of an area, and a part of a map, are one map. A place that nothing stands in is left out.
 * @param {Pick<Stage, 'layout' | 'panels'>} stage
 * @returns {Cell[]}
 */
export function cellsOf({ layout, panels }) {
  const grid = GRIDS[layout]
  if (!grid) return [{ kind: 'map', x: 0, y: 0, width: 1, height: 1 }]
  return panels.flatMap(({ kind }, at) => (kind === 'nothing' ? [] : [{ kind, ...placeOf(grid, at + 1) }]))
}

/**
 * @param {Grid} grid
 * @param {number} place
 */
function placeOf({ rows, widths = rows[0].map(() => 1), heights = rows.map(() => 1) }, place) {
  const down = rows.map((row) => row.includes(place))
  const across = widths.map((_, column) => rows.some((row) => row[column] === place))
  const [x, width] = span(across, widths)
  const [y, height] = span(down, heights)
  return { x, y, width, height }
}

/**
 * Where the fields begin that it has, and how far they go.
 * @param {boolean[]} has
 * @param {number[]} sizes
 */
function span(has, sizes) {
  const sum = (/** @type {number[]} */ some) => some.reduce((all, one) => all + one, 0)
  const first = has.indexOf(true)
  const own = sizes.filter((_, at) => has[at])
  return [sum(sizes.slice(0, first)) / sum(sizes), sum(own) / sum(sizes)]
}
