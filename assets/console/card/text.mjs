// What the report says in its own words, and its pictures. Text stays text; an address in it is never followed.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { heading, redraw } from './part.mjs'

const HASH = /^[A-Za-z0-9_-]{16,128}$/

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawText(host, record, detail) {
  const text = detail?.case.text ?? ''
  const photos = (detail?.case.photos ?? []).filter((photo) => HASH.test(photo))
  redraw(host, [text, photos], () => {
    if (!text && !photos.length) return []
    return [heading(word('card_text')), make('p', 'report-text', text), pictures(photos)]
  })
}

/** @param {string[]} photos */
function pictures(photos) {
  const all = make('div', 'card-photos')
  photos.forEach((hash, at) => {
    const link = make('a', 'photo')
    link.href = `/photos/${hash}`
    link.target = '_blank'
    link.rel = 'noopener'
    const image = make('img')
    image.src = link.href
    image.loading = 'lazy'
    image.alt = word('photo', { n: at + 1 })
    link.append(image)
    all.append(link)
  })
  return all
}
