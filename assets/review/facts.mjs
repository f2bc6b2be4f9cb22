// What the server wrote into this page besides what every page is told, and how things are called by it.

import { page, word } from '../core/page.mjs'
import { hasWord, ofPair } from '../core/names.mjs'

/** @type {ReviewFacts} */
export const facts = /** @type {any} */ (page).review ?? {}

/**
 * A row of a split; what has no name any more is called by its code.
 * @param {string} split
 * @param {string} id
 */
export function nameOf(split, id) {
  if (split === 'areas' && id === facts.code) return word('itself')
  if (split === 'channels' && hasWord(`channel_${id}`)) return word(`channel_${id}`)
  const pair = facts.names[split]?.[id]
  return pair ? ofPair(pair) : id
}

/** @param {string} id of this area or of one below it */
export const areaName = (id) => {
  const pair = facts.names.areas[id]
  return pair ? ofPair(pair) : id
}

/** @param {ReviewDays} days */
export const daysText = ({ first, last }) => (first === last ? first : word('between', { first, last }))
