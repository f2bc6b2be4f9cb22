// A part of the card is drawn anew only when what it shows is other: focus, selections of text and pictures stay.

import { make } from '../../core/dom.mjs'

/**
 * Fill `host` with `nodes()` when `shown` (plain values) differs from last time.
 * @param {HTMLElement} host
 * @param {unknown} shown
 * @param {() => Node[]} nodes
 */
export function redraw(host, shown, nodes) {
  const key = JSON.stringify(shown)
  if (host.dataset.shown === key) return false
  host.dataset.shown = key
  host.replaceChildren(...nodes())
  return true
}

/** @param {string} text */
export const heading = (text) => make('h3', 'card-heading', text)

/**
 * @param {string} className
 * @param {...Node} pieces
 */
export function line(className, ...pieces) {
  const node = make('div', className)
  node.append(...pieces)
  return node
}
