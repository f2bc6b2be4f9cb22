// What, where, and what the report says: the head of the card.

import { word } from '../../core/page.mjs'
import { make, setWhole } from '../../core/dom.mjs'
import { itemName, placeName } from '../../core/names.mjs'
import { markOf, wordOf } from '../../core/case_status.mjs'
import { line, redraw } from './part.mjs'

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawWhat(host, record, detail, at) {
  const told = detail?.case
  const mark = markOf(record, at)
  const item = itemName(record)
  const state = word(wordOf(record, at), { age: '' }).trim()
  const about = record.about ? word('place_about') : ''
  const where = [placeName(record), told?.address ?? '', about].filter(Boolean).join(' · ')
  const said = (told?.text ?? '').replaceAll(/\s+/g, ' ').trim()
  redraw(host, [item, mark, state, where, said], () => [
    line(
      'card-title',
      make('span', `mark ${mark}`),
      Object.assign(make('h2', '', item), { title: item }),
      make('span', 'card-state', state),
    ),
    whole('card-where', where),
    ...(said ? [whole('card-said', said)] : []),
  ])
}

/**
 * @param {string} className
 * @param {string} text
 */
export function whole(className, text) {
  const node = make('p', className)
  setWhole(node, text)
  return node
}
