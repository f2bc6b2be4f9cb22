// What of the console stands in the address: the tab, what is searched for and filtered by, the case. Pure; keeps what is
// not ours.

import { TABS } from '../../core/contract.mjs'
import { KINDS } from '../case/filters.mjs'

const LONGEST = 100 // characters of a search, or of a filter
const MOST = 20 // filters of a kind

/**
 * '?tab=mine&q=灯&urgency=urgent&case=…' → {tab, q, filters, case}; what is wrong or missing counts as not told.
 * @param {string} search
 * @returns {DeskView}
 */
export function readView(search) {
  const told = new URLSearchParams(search)
  const tab = told.get('tab') ?? ''
  return {
    tab: TABS.includes(tab) ? tab : TABS[0],
    q: (told.get('q') ?? '').slice(0, LONGEST),
    filters: Object.fromEntries(KINDS.map((kind) => [kind, valuesIn(told, kind)])),
    case: told.get('case') || null,
  }
}

/**
 * `search` with `view` in it; the usual is left out, so that addresses stay short.
 * @param {string} search
 * @param {DeskView} view
 */
export function writeView(search, view) {
  const told = new URLSearchParams(search)
  const put = (/** @type {string} */ name, /** @type {string | null} */ value) =>
    value ? told.set(name, value) : told.delete(name)
  put('tab', view.tab === TABS[0] ? '' : view.tab)
  put('q', view.q)
  for (const kind of KINDS) {
    told.delete(kind)
    for (const value of view.filters[kind]) told.append(kind, value)
  }
  put('case', view.case)
  const text = told.toString()
  return text && `?${text}`
}

/**
 * @param {URLSearchParams} told
 * @param {string} kind
 */
const valuesIn = (told, kind) =>
  [...new Set(told.getAll(kind).map((value) => value.slice(0, LONGEST)))].slice(0, MOST)
