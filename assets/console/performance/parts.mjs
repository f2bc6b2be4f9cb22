// What the panel of performance is made of: tabs, the table's or the list's place, and what the numbers mean.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { page } from '../case/page.mjs'
import { KINDS } from './numbers.mjs'
import { NumberTable } from './table.mjs'

/** @typedef {ReturnType<typeof build>} Parts */

/**
 * Fill `host`; answers the parts that are drawn anew.
 * @param {HTMLElement} host
 * @param {ConstructorParameters<typeof NumberTable>[0]} calls
 */
export function build(host, calls) {
  const tabs = make('div', 'performance-tabs')
  Object.assign(tabs.dataset, { line: 'tabs' })
  const kinds = make('div', 'performance-kinds')
  kinds.setAttribute('role', 'tablist')
  for (const kind of KINDS.filter((one) => one !== 'people' || page.viewer.names))
    kinds.append(button('performance-kind', word(`performance_${kind}`), { kind, role: 'tab' }))
  const leave = button('small-button performance-leave', word('close'), { leave: 'true' })
  tabs.append(make('h2', 'performance-title', word('performance')), kinds, leave)
  const facts = make('p', 'performance-facts')
  facts.setAttribute('role', 'status')
  const [title, board, means] = [
    make('h3', 'performance-of'),
    make('div', 'performance-board'),
    make('p', 'performance-means'),
  ]
  const cases = make('div', 'performance-cases')
  const made = new NumberTable(calls)
  const rows = make('div', 'performance-rows')
  rows.append(made.node, made.empty, made.more)
  board.append(rows, cases)
  host.append(tabs, facts, title, board, means)
  return { tabs, kinds, leave, facts, title, board, means, cases, made, rows }
}

/**
 * @param {string} className
 * @param {string} text
 * @param {{role?: string, [data: string]: string | undefined}} attributes
 */
function button(className, text, { role, ...data }) {
  const node = make('button', className, text)
  node.type = 'button'
  if (role) node.setAttribute('role', role)
  Object.assign(node.dataset, data)
  return node
}
