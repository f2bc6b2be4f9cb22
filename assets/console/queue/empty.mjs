// What stands where a list has no line: that the shift is calm, or that nothing was found and what to take off.

import { word } from '../../core/page.mjs'
import { byId, make } from '../../core/dom.mjs'
import { look, view } from '../desk/view.mjs'
import { clearFilters, filtering } from './filter_bar.mjs'

/**
 * `lines`: how many the list shows, null while nothing is known; `counts` of each tab.
 * @param {number | null} lines
 * @param {Record<string, number>} counts
 */
export function drawEmpty(lines, counts) {
  const host = byId('queue-empty')
  const { tab, q } = view()
  const elsewhere = tab === 'all' ? 0 : counts.all
  const key = lines === 0 ? JSON.stringify([tab, q, filtering(), elsewhere]) : ''
  if (host.dataset.shown === key) return
  host.dataset.shown = key
  host.hidden = lines !== 0
  if (lines === 0) host.replaceChildren(...(q || filtering() ? nothing(q, elsewhere) : calm(tab)))
  else host.replaceChildren()
}

/** @param {string} tab */
const calm = (tab) => [make('b', '', word(`empty_${tab}`)), make('span', 'second', word(`empty_${tab}_more`))]

/**
 * @param {string} q
 * @param {number} elsewhere
 */
function nothing(q, elsewhere) {
  const nodes = [make('b', '', q ? word('empty_search', { q }) : word('empty_filters'))]
  if (elsewhere) nodes.push(button(word('empty_elsewhere', { n: elsewhere }), () => look({ tab: 'all' })))
  if (q) nodes.push(button(word('empty_clear_search'), () => look({ q: '' })))
  if (filtering()) nodes.push(button(word('empty_clear_filters'), clearFilters))
  return nodes
}

/**
 * @param {string} text
 * @param {() => void} then
 */
function button(text, then) {
  const node = make('button', 'small-button', text)
  node.type = 'button'
  node.addEventListener('click', then)
  return node
}
