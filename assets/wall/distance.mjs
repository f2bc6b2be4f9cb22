// Distance mode: `?distance=8m&panel=55in&near=4m` sets sizes so that the farthest seat can read what one glances
// at and the nearest seat the rest. Instead of shrinking, the page drops parts until everything fits.
import { on } from '../core/store.mjs'
import { isChinese } from '../core/names.mjs'
import { wide } from './wide.mjs'

// 16 minutes of arc is what a capital needs at least to be read; NUREG-0700, ISO 9241-3.
const ARC = Math.tan(((16 / 60) * Math.PI) / 180)
export const INCH_MM = 25.4
const PANEL_RATIO = 16 / 9
// Of the font's size: a capital's height, a Chinese character's. Chinese strokes need 1.3 times the height.
const CAPITAL = 0.714
const HAN = 0.92
const HAN_NEEDS = 1.3

// What each column drops before anything shrinks, in this order; the style sheet knows each by its class.
/** @type {Record<string, string[]>} */
const DROPS = {
  left: ['second-lines', 'chart-axis', 'chart', 'coverage', 'today', 'presence'],
  middle: ['tile-foot', 'most-tiles'],
  right: ['second-lines', 'titles', 'tall-cameras', 'cameras', 'done', 'long-items'],
}
const NAMES = Object.keys(DROPS)
const ALL = Object.values(DROPS)
  .flat()
  .map((part) => `no-${part}`)
const BESIDE = new Set(['no-tall-cameras', 'no-cameras', 'no-most-tiles']) // on an ultra-wide wall: no gain for the rest
const LOOKED_MS = 2000
const HIDDEN_MS = 100 // a hidden page gets no frames
const HIDDEN_MOST_MS = 1500 // a column, on a machine that paints slowly
/** @type {Record<string, number>} */
const UNITS_MM = { mm: 1, cm: 10, m: 1000, in: INCH_MM, ft: 12 * INCH_MM }
const GLANCED = 3 // the cases that need eyes first: the farthest seat reads them

/**
 * `8m`, `800cm`, `26ft`; `55in`, `139cm` → millimetres; null when it is not a length.
 * @param {string | null} text
 */
export function millimetres(text) {
  const found = /^(\d+(?:\.\d+)?)(mm|cm|m|in|ft)$/.exec((text ?? '').trim())
  if (!found) return null
  return Number(found[1]) * UNITS_MM[found[2]]
}

/**
 * Millimetres of one CSS pixel: `diagonal` is one 16:9 panel's; a wider page stands on several side by side.
 * @param {number} diagonal
 * @param {number} width
 * @param {number} height
 */
export function pixelPitch(diagonal, width, height) {
  const panelHeight = diagonal / Math.hypot(PANEL_RATIO, 1)
  return width / height >= PANEL_RATIO ? panelHeight / height : (panelHeight * PANEL_RATIO) / width
}

/**
 * Font size in CSS pixels whose smallest letters can be read at `distance` mm.
 * @param {number} distance
 * @param {number} pitch
 * @param {boolean} chinese
 */
export function fontSize(distance, pitch, chinese) {
  const capital = (distance * ARC) / pitch
  return Math.round(chinese ? Math.max(capital / CAPITAL, (capital * HAN_NEEDS) / HAN) : capital / CAPITAL)
}

/**
 * What the query asks for: {glance, read} font sizes in pixels, or null without a usable `distance`.
 * @param {URLSearchParams} query
 * @param {number} width
 * @param {number} height
 * @param {boolean} chinese
 */
export function sizes(query, width, height, chinese) {
  const distance = millimetres(query.get('distance'))
  if (!distance) return null
  const near = millimetres(query.get('near')) ?? distance / 2
  const pitch = pixelPitch(millimetres(query.get('panel')) ?? 55 * INCH_MM, width, height)
  return { glance: fontSize(distance, pitch, chinese), read: fontSize(near, pitch, chinese) }
}

/** @param {any} node */
const overflows = (node) =>
  node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1

/** @type {Record<string, (column: HTMLElement) => boolean>} */
const cut = {
  left: overflows,
  middle: (/** @type {HTMLElement} */ column) =>
    overflows(column) ||
    column.querySelector('.tiles.crowded') !== null ||
    [...column.querySelectorAll('.tiles, .tile')].some(overflows),
  right: (/** @type {HTMLElement} */ column) => {
    const list = /** @type {HTMLElement | null} */ (column.querySelector('.feed-list'))
    const rows = /** @type {HTMLElement[]} */ ([...(list?.children ?? [])].slice(0, GLANCED))
    return rows.some(
      (row) => list && row.offsetTop - list.offsetTop + row.offsetHeight > list.clientHeight + 1,
    )
  },
}

/** @type {WeakMap<HTMLElement, object>} */
const turns = new WeakMap() // column → the look that goes on: a newer one ends it

/**
 * Drop one thing after the other until nothing is cut; the column is shown once that is done.
 * @param {HTMLElement} column
 * @param {string} name
 */
async function drop(column, name) {
  const turn = {}
  turns.set(column, turn)
  for (const part of DROPS[name].map((each) => `no-${each}`)) {
    if (column.classList.contains(part) || (wide() && BESIDE.has(part))) continue
    if (name === 'middle') await settled() // the others' parts are placed by the style sheet alone
    if (turns.get(column) !== turn) return
    if (!cut[name](column)) break
    column.classList.add(part)
  }
  column.classList.remove('settling')
}

const frame = () =>
  new Promise((done) => (document.hidden ? setTimeout(done, HIDDEN_MS) : requestAnimationFrame(done)))

// The tiles hear of their size in one frame, are placed in the next, and can be judged then.
async function settled() {
  for (let n = 0; n < 3; n++) await frame()
}

/**
 * `query()`: what is asked for, as an address says it. Answers what sets the sizes anew when that is something else.
 * @param {HTMLElement} wall
 */
export function mountDistance(wall, query = asked) {
  const apply = () => {
    const wanted = sizes(query(), innerWidth, innerHeight, isChinese())
    wall.classList.toggle('distance', wanted !== null)
    if (!wanted) return
    wall.style.setProperty('--glance', `${wanted.glance}px`)
    wall.style.setProperty('--read', `${wanted.read}px`)
    for (const column of columns()) {
      column.classList.remove(...ALL)
      column.classList.add('settling')
      setTimeout(() => column.classList.remove('settling'), HIDDEN_MOST_MS)
    }
    look()
  }
  const columns = () =>
    /** @type {NodeListOf<HTMLElement>} */ (
      wall.querySelectorAll('.column.left, .column.middle, .column.right')
    )
  const look = () => {
    if (!wall.classList.contains('distance')) return // near by nothing goes
    for (const column of columns())
      drop(column, /** @type {string} */ (NAMES.find((name) => column.classList.contains(name))))
  }
  apply()
  // Cases come and grow late, numbers gain a digit. What was dropped comes back with another area or size only:
  // a wall does not jump to and fro.
  setInterval(look, LOOKED_MS)
  addEventListener('resize', apply)
  // a new area brings new texts: judge again once they stand
  on('state', ({ snapshot }) => snapshot && setTimeout(apply, 50))
  on('cameras', ({ changed }) => changed === 'list' && setTimeout(look, 300))
  return apply
}

const asked = () => new URLSearchParams(location.search)
