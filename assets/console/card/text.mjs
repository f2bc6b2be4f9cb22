// What the report says in its own words, and its pictures. Text stays text; an address in it is never followed.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { heading, redraw } from './part.mjs'
import { ours, pictures } from './photos.mjs'

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawText(host, record, detail) {
  const text = detail?.case.text ?? ''
  const photos = ours(detail?.case.photos)
  redraw(host, [text, photos], () => {
    if (!text && !photos.length) return []
    return [heading(word('card_text')), make('p', 'report-text', text), pictures(photos)]
  })
}
