// The parts that the numbers of a review are drawn of: a number that opens its cases, and a difference in words.

import { make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { daysText } from './facts.mjs'
import { difference, listOf, shown, valueOf } from './numbers.mjs'

/**
 * @param {string} text
 * @param {{of: string, number: string, against?: Against}} opened
 * @param {string} label said instead of the number alone
 */
export function opener(text, { of, number, against = '' }, label) {
  const node = make('button', 'review-number', text)
  node.type = 'button'
  Object.assign(node.dataset, { of, number: listOf(number), against })
  node.setAttribute('aria-label', label)
  return node
}

/**
 * "▲ +2.1 pt better", which opens the cases of the days it is held against; a dash where nothing can be said.
 * @param {ReviewRow | null | undefined} now
 * @param {ReviewRow | null | undefined} then
 * @param {{of: string, number: string, against: Against}} opened
 * @param {ReviewDays} days
 */
export function changed(now, then, opened, days) {
  const { number } = opened
  const before = valueOf(then, number)
  const told = difference(valueOf(now, number), before, number)
  if (!told) {
    const none = make('span', 'review-change', '—')
    none.title = word('unknown')
    return none
  }
  const text = [told.text, word(told.told)].filter(Boolean).join(' ')
  const title = word('against_title', { days: daysText(days), value: shown(before, number) })
  const node = opener('', opened, `${word(`number_${number}`)}: ${text}. ${title}`)
  node.className = `review-change ${told.told}`
  const arrow = make('span', 'review-arrow', told.arrow)
  node.append(arrow, ` ${text}`)
  node.title = title
  return node
}
