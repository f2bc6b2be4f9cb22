// What the server says that a form may offer.
import { ofPair } from '../core/names.mjs'
import { page } from '../core/page.mjs'

const told = /** @type {ArrangeFacts} */ (/** @type {unknown} */ (page))

export const choices = told.choices

/** @param {string} counter */
export const counterName = (counter) => (told.counters[counter] ? ofPair(told.counters[counter]) : counter)

/** The matters there are, of a category where one is told. */
export const mattersOf = (/** @type {string} */ category) =>
  Object.entries(page.items)
    .filter(([code]) => !category || told.categories[code] === category)
    .map(([id, pair]) => ({ id, name: ofPair(pair) }))
    .sort((a, b) => a.name.localeCompare(b.name, page.lang))

/** @returns {[string, string][]} */
export const categories = () =>
  Object.entries(page.kinds.category ?? {}).map(([code, pair]) => [code, ofPair(pair)])
