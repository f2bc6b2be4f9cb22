// Numbers as people read them, and the one place that writes live counters into the page.
import { on } from './store.mjs'
import { setAttribute, setText } from './dom.mjs'
import { word } from './page.mjs'

const grouped = new Intl.NumberFormat('en-US')
/** @param {number | null | undefined} value */
const unknown = (value) => value === null || value === undefined

/**
 * null is a counter that nobody can know yet: a dash, never 0.
 * @param {number | null | undefined} value
 */
export const count = (value) => (unknown(value) ? '—' : grouped.format(value))

/** @param {number} n */
export const metres = (n) =>
  n >= 1000 ? word('scale_km', { n: (n / 1000).toFixed(1) }) : word('scale_m', { n: Math.round(n) })

/** @param {number | null} share */
export const percent = (share) => (Number.isFinite(share) ? `${(Number(share) * 100).toFixed(1)}%` : '—')

/**
 * @param {Element} node
 * @param {number | null | undefined} value
 */
export function writeNumber(node, value) {
  setText(node, count(value))
  setAttribute(node, 'data-value', unknown(value) ? '' : String(value))
}

/** @param {Element} wall */
export function mountNumbers(wall) {
  const nodes = /** @type {HTMLElement[]} */ ([...wall.querySelectorAll('[data-counter]')])
  for (const node of nodes) writeNumber(node, null) // until the first frame tells
  on('state', ({ state }) => {
    setAttribute(wall, 'data-known', 'true')
    for (const node of nodes) writeNumber(node, state.counters[node.dataset.counter ?? ''])
  })
}
