// How a wall from 21:9 on is divided: left column, map, ranking, cameras and feed side by side. Decides widths and how
// many camera panels there are; wide.css puts the regions there and says how narrow each may be.
import { on } from '../core/store.mjs'
import { byId } from '../core/dom.mjs'

const FROM = 21 / 9
const NARROWEST = 1400 // CSS pixels; below, a low window is no wall
const PICTURE = 16 / 9
const LAND = 0.35 // of the page's width: what the map leaves to the land, besides its margins
const MARGINS = 48
const GIVEN = 0.85 // of the panels' width, what stays of it for a second column of the ranking
// Panels side by side and one above the other: six to nine of them; fewer only where none of these can be read.
/** @type {[number, number][][]} */
const BLOCKS = [
  [
    [1, 6],
    [2, 3],
    [2, 4],
    [3, 3],
  ],
  [
    [1, 4],
    [1, 3],
    [1, 2],
  ],
]

/**
 * The block of panels whose pictures cover most in a place, each at least `least` wide: {panels, width}.
 * @param {number} width
 * @param {number} height
 * @param {number} least
 */
export function panelBlock(width, height, least) {
  for (const blocks of BLOCKS) {
    let best = { panels: 0, width: 0, covered: 0 }
    for (const [columns, rows] of blocks) {
      const one = Math.min(width / columns, (height / rows) * PICTURE)
      const covered = columns * rows * one * one
      if (one >= least && covered > best.covered)
        best = { panels: columns * rows, width: Math.floor(columns * one), covered }
    }
    if (best.panels > 0) return best
  }
  return { panels: 0, width: 0, covered: 0 }
}

/**
 * Widths in CSS pixels: {map, rank, panels}; what is left is the feed's. `many` panels, `columns` of the ranking. `least`: of left, rank, feed and one
 * panel; `high`: what a column of panels has.
 * @param {number} width
 * @param {number} high
 * @param {{left: number, rank: number, feed: number, panel: number}} least
 * @param {boolean} cameras
 */
export function divide(width, high, least, cameras) {
  const wanted = LAND * width + MARGINS
  const spare = width - least.left - least.rank - least.feed - wanted
  const blockIn = (/** @type {number} */ room) =>
    cameras ? panelBlock(Math.max(0, room), high, least.panel) : { panels: 0, width: 0 }
  const [one, beside] = [blockIn(spare), blockIn(spare - least.rank)]
  const two = spare >= least.rank && beside.panels === one.panels && beside.width >= GIVEN * one.width
  const block = two ? beside : one
  const left = Math.max(0, spare - (two ? least.rank : 0) - block.width)
  return {
    map: Math.round(wanted + (cameras ? 0 : (2 * left) / 3)),
    rank: Math.round(two ? 2 * least.rank : least.rank), // never part of a column
    panels: block.width,
    many: block.panels,
    columns: two ? 2 : 1,
  }
}

/** @type {ReturnType<typeof divide> | null} */
let current = null

/** How the wall is divided now; null while it is not wide. */
export const wide = () => current

const LETTERS = 10.5 // of the caption's size, what a panel must be wide

/**
 * @param {HTMLElement} wall
 * @param {any} columns
 * @param {boolean} cameras
 */
function measured(wall, columns, cameras) {
  /** @param {any} node */
  const least = (node) => Number.parseFloat(getComputedStyle(node).minWidth) || 0
  const block = byId('cameras')
  const line = block.querySelector('.camera-line')
  const letter = Number.parseFloat(getComputedStyle(line).fontSize)
  return divide(
    columns.clientWidth,
    columns.clientHeight - line.offsetHeight,
    {
      left: wall.querySelector('.left')?.clientWidth ?? 0,
      rank: least(byId('ranking')),
      feed: least(byId('feed')),
      panel: LETTERS * letter,
    },
    cameras,
  )
}

/** @param {HTMLElement} wall */
export function mountWide(wall) {
  const columns = wall.querySelector('.columns')
  let cameras = true // until it is known that there are none
  const apply = () => {
    const isWide = innerWidth / innerHeight >= FROM && innerWidth >= NARROWEST
    wall.classList.toggle('wide', isWide)
    current = isWide ? measured(wall, columns, cameras) : null
    wall.classList.toggle('no-panels', current?.many === 0)
    for (const name of /** @type {const} */ (['map', 'rank', 'panels']))
      wall.style.setProperty(`--${name}`, `${current?.[name] ?? 0}px`)
  }
  on('cameras', ({ rows, running }) => {
    if (cameras === (running && rows.length > 0)) return
    cameras = !cameras
    apply()
  })
  if (columns) new ResizeObserver(apply).observe(columns)
  addEventListener('resize', apply)
  apply()
}
