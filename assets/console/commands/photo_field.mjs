// Photos in a form: a button that chooses them, a row that shows them and how each stands, and what is wrong in words.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { hasWord } from '../../core/names.mjs'
import { MOST } from './photos.mjs'

const SMALL = 96 // pixels of the longer side
const KINDS = 'image/jpeg,image/png,image/webp'

/** @param {import('./photos.mjs').Photos} photos */
export function photoField(photos) {
  const [row, said, picker] = [make('div', 'shots'), make('p', 'photo-said'), make('input')]
  said.setAttribute('role', 'alert')
  Object.assign(picker, { type: 'file', accept: KINDS, multiple: true, hidden: true })
  const choose = make('button', 'photo-add', word('photo_add'))
  choose.type = 'button'
  choose.addEventListener('click', () => picker.click())
  picker.addEventListener('change', () => {
    said.textContent = ''
    photos.add([...(picker.files ?? [])])
    picker.value = ''
  })
  /** @type {Map<object, Shot>} */
  const drawn = new Map()
  const draw = () => {
    const shots = photos.all.map((photo) => drawn.get(photo) ?? shot(photo.file, () => photos.remove(photo)))
    photos.all.forEach((photo, at) => {
      drawn.set(photo, shots[at])
      shots[at].state.textContent = word(`photo_${photo.state}`)
    })
    row.replaceChildren(...shots.map(({ node }) => node))
  }
  photos.watched(draw, (key, file) => {
    said.textContent = word(hasWord(key) ? key : 'photo_refused', { name: file?.name ?? '', n: MOST })
  })
  draw()
  const node = make('div', 'field photo-field')
  node.append(row, choose, picker, said)
  return node
}

/** @typedef {{node: HTMLElement, state: HTMLElement}} Shot */

/**
 * @param {File} file
 * @param {() => void} removed
 * @returns {Shot}
 */
function shot(file, removed) {
  const node = make('span', 'shot')
  const off = make('button', 'shot-off', '×')
  off.type = 'button'
  off.setAttribute('aria-label', word('photo_remove', { name: file.name }))
  off.addEventListener('click', removed)
  const [picture, state] = [make('canvas'), make('span', 'shot-state')]
  node.append(picture, make('span', 'shot-name', file.name), state, off)
  createImageBitmap(file).then(
    (bitmap) => paint(picture, bitmap),
    () => picture.remove(), // the server says what is wrong with it
  )
  return { node, state }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} bitmap
 */
function paint(canvas, bitmap) {
  const scale = Math.min(1, SMALL / Math.max(bitmap.width, bitmap.height))
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
}
