// Photos as links to themselves; an address of a picture elsewhere is text and shows none.

import { at } from '../../core/base.mjs'
import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'

const HASH = /^[A-Za-z0-9_-]{16,128}$/

/** @param {string[] | undefined} photos */
export const ours = (photos) => (photos ?? []).filter((photo) => HASH.test(photo))

/** @param {string[]} photos of ours */
export function pictures(photos) {
  const all = make('div', 'card-photos')
  photos.forEach((hash, index) => {
    const link = make('a', 'photo')
    link.href = at(`/photos/${hash}`)
    link.target = '_blank'
    link.rel = 'noopener'
    const image = make('img')
    image.src = link.href
    image.loading = 'lazy'
    image.alt = word('photo', { n: index + 1 })
    link.append(image)
    all.append(link)
  })
  return all
}
