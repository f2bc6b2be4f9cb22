// Photos a case carries. They are fetched with this page's own right to see them, for an address alone shows none.

import { make } from './dom.mjs'

const known = new Map() // hash → object URL, for as long as the page is open

/**
 * @param {FieldApi} door
 * @param {FieldWord} word
 */
export function createGallery(door, word) {
  const node = make('div', { class: 'gallery' })
  let shown = ''

  return {
    node,
    /** @param {string[]} photos */
    show(photos) {
      if (photos.join() === shown) return
      shown = photos.join()
      node.replaceChildren(
        ...photos.map((photo, index) => picture(photo, word('photo_alt', { number: index + 1 }))),
      )
    },
  }

  /**
   * @param {string} photo
   * @param {string} alt
   */
  function picture(photo, alt) {
    const image = make('img', { alt, loading: 'lazy' })
    const frame = make(
      'button',
      { type: 'button', class: 'shot', on: { click: () => frame.classList.toggle('large') } },
      image,
    )
    load(photo).then((address) => {
      if (address) image.src = address
      else frame.remove()
    })
    return frame
  }

  /** @param {string} photo */
  async function load(photo) {
    if (!known.has(photo)) {
      const answer = await door.ask(`/photos/${photo}`, { bytes: true })
      if (answer.status !== 200) return null
      known.set(photo, URL.createObjectURL(answer.told))
    }
    return known.get(photo)
  }
}
