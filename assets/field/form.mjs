// What is asked before a decline, a hand-back or a feedback goes out: a reason, or a text and photos.

import { button, make } from './dom.mjs'
import { prepared } from './photo.mjs'

/** @type {Record<string, string[]>} */
const REASONS = {
  decline: ['reason_busy', 'reason_far', 'reason_off'],
  hand_back: ['reason_not_ours', 'reason_unclear', 'reason_busy'],
}

// `sent({text | reason, photos})` and `closed()`; `facts` bounds both
export class Form {
  #word
  #facts
  #sent
  /** @type {string[] | undefined} */
  #reasons
  /** @type {{blob: Blob, preview: HTMLCanvasElement}[]} */
  #photos = [] // {blob, preview}
  #field
  #wrong = make('p', { class: 'wrong', role: 'alert' })
  #shots = make('div', { class: 'shots' })

  /**
   * @param {string} what
   * @param {FieldWord} word
   * @param {FieldFacts} facts
   * @param {{sent: (answer: any) => void, closed: () => void}} parts
   */
  constructor(what, word, facts, { sent, closed }) {
    this.#word = word
    this.#facts = facts
    this.#sent = sent
    this.#reasons = REASONS[what]
    const id = `text-${what}-${Math.random()}`
    this.#field = make('textarea', { rows: 3, maxlength: facts.text_limit, id })
    this.node = make(
      'div',
      { class: 'form', data: { form: what } },
      this.#reasons &&
        make(
          'div',
          { class: 'choices' },
          this.#reasons.map((key) => this.#choice(key)),
        ),
      make('label', { for: id }, word(this.#reasons ? 'reason_label' : 'text_label')),
      this.#field,
      ...(this.#reasons ? [] : [this.#shots, this.#picker()]),
      this.#wrong,
      make(
        'div',
        { class: 'row' },
        button(word('cancel'), 'second', closed),
        button(word('send'), 'first', () => this.#send()),
      ),
    )
  }

  focus() {
    if (!this.#reasons) this.#field.focus()
  }

  /** @param {string} key */
  #choice(key) {
    return button(this.#word(key), 'choice', () => {
      this.#field.value = this.#word(key)
    })
  }

  #picker() {
    const attributes = { type: 'file', accept: 'image/*', multiple: true, class: 'picker' }
    const picker = make('input', { ...attributes, on: { change: () => this.#pick(picker) } })
    return make('label', { class: 'button second' }, this.#word('add_photo'), picker)
  }

  /** @param {HTMLInputElement} picker */
  async #pick(picker) {
    const files = [...(picker.files ?? [])]
    picker.value = ''
    for (const file of files) {
      if (this.#photos.length >= this.#facts.photos) {
        this.#wrong.textContent = this.#word('photo_many', { count: this.#facts.photos })
        break
      }
      const photo = await prepared(file)
      this.#wrong.textContent = photo ? '' : this.#word('photo_bad')
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

  #send() {
    const text = this.#field.value.trim()
    if (!text && !this.#photos.length) {
      this.#wrong.textContent = this.#word(this.#reasons ? 'reason_wanted' : 'text_wanted')
      this.#field.focus()
      return
    }
    const photos = this.#photos.map(({ blob }) => ({ blob, hash: null }))
    this.#sent({ [this.#reasons ? 'reason' : 'text']: text || undefined, photos })
  }
}
