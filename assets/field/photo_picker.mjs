// Photos that are added to what is being written: each made small, shown, and taken away again on request.

import { button, make } from './dom.mjs'
import { prepared } from './photo.mjs'

export class PhotoPicker {
  #word
  #most
  #wrong
  /** @type {{blob: Blob, preview: HTMLCanvasElement}[]} */
  #photos = []
  #shots = make('div', { class: 'shots' })

  /**
   * @param {FieldWord} word
   * @param {number} most
   * @param {(text: string) => void} wrong says what is wrong, "" for nothing
   */
  constructor(word, most, wrong) {
    this.#word = word
    this.#most = most
    this.#wrong = wrong
    const attributes = { type: 'file', accept: 'image/*', multiple: true, class: 'picker' }
    const picker = make('input', { ...attributes, on: { change: () => this.#pick(picker) } })
    this.nodes = [this.#shots, make('label', { class: 'button second' }, word('add_photo'), picker)]
  }

  get count() {
    return this.#photos.length
  }

  /** As they are sent. */
  get blobs() {
    return this.#photos.map(({ blob }) => ({ blob, hash: null }))
  }

  /** @param {HTMLInputElement} picker */
  async #pick(picker) {
    const files = [...(picker.files ?? [])]
    picker.value = ''
    for (const file of files) {
      if (this.#photos.length >= this.#most) {
        this.#wrong(this.#word('photo_many', { count: this.#most }))
        break
      }
      const photo = await prepared(file)
      this.#wrong(photo ? '' : this.#word('photo_bad'))
      if (photo) this.#photos.push(photo)
    }
    this.#show()
  }

  #show() {
    this.#shots.replaceChildren(...this.#photos.map((photo, index) => this.#shot(photo, index)))
  }

  /**
   * @param {{preview: HTMLCanvasElement}} parts
   * @param {number} index
   */
  #shot({ preview }, index) {
    /** @param {string} key */
    const named = (key) => ({ 'aria-label': this.#word(key, { number: index + 1 }) })
    const removed = () => {
      this.#photos.splice(index, 1)
      this.#show()
    }
    preview.setAttribute('role', 'img')
    preview.setAttribute('aria-label', named('photo_alt')['aria-label'])
    return make('span', { class: 'taken' }, preview, button('×', 'remove', removed, named('remove_photo')))
  }
}
