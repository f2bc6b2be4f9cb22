// The headline: eight numbers, each with what it is made of and how it stands against other days.

import { make } from '../core/dom.mjs'
import { count } from '../core/numbers.mjs'
import { word } from '../core/page.mjs'
import { WHOLE } from './address.mjs'
import { facts } from './facts.mjs'
import { HEADLINE, shown, valueOf } from './numbers.mjs'
import { changed, opener } from './parts.mjs'

/**
 * @param {HTMLElement} host
 * @param {ReviewKnown} known
 */
export const drawHeadline = (host, known) =>
  host.replaceChildren(...HEADLINE.map((number) => tile(number, known)))

/**
 * @param {string} number
 * @param {ReviewKnown} known
 */
function tile(number, known) {
  const node = make('article', 'review-tile')
  const name = make('h2', '', word(`number_${number}`))
  name.title = word(`means_${number}`)
  const row = known.now?.whole
  const value = shown(valueOf(row, number), number)
  const heading = opener(value, { of: WHOLE, number }, `${word(`number_${number}`)}: ${value}`)
  heading.classList.add('review-value')
  if (value === '—') heading.title = word('nothing')
  node.append(name, heading, fraction(number, row), against('before', number, known))
  node.append(against('weekdays', number, known))
  return node
}

/**
 * "911 / 972": the two counts of a rate, each with its own cases.
 * @param {string} number
 * @param {ReviewRow | undefined} row
 */
function fraction(number, row) {
  const node = make('p', 'review-fraction')
  const pair = facts.formulas[number] ?? (number === 'first_response_s' ? ['answered'] : ['reported'])
  pair.forEach((each, nth) => {
    const n = count(valueOf(row, each))
    const button = opener(n, { of: WHOLE, number: each }, `${word(`number_${each}`)}: ${n}`)
    button.title = word(`number_${each}`)
    node.append(nth ? ' / ' : '', button)
  })
  return node
}

/**
 * @param {'before' | 'weekdays'} which
 * @param {string} number
 * @param {ReviewKnown} known
 */
function against(which, number, known) {
  const node = make('p', 'review-against')
  const days = known.now?.compared[which] ?? { first: '', last: '' }
  const opened = { of: WHOLE, number, against: which }
  node.append(make('span', '', word(`against_${which}`)))
  node.append(changed(known.now?.whole, known[which]?.whole, opened, days))
  return node
}
