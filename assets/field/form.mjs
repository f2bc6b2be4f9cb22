// What is asked before a decline, a hand-back or a feedback goes out: a reason, or a text and photos.

import { button, make } from './dom.mjs'
import { PhotoPicker } from './photo_picker.mjs'

/** @type {Record<string, string[]>} */
const REASONS = {
  decline: ['reason_busy', 'reason_far', 'reason_off'],
  hand_back: ['reason_not_ours', 'reason_unclear', 'reason_busy'],
}

const SEEN = new Set(['good', 'bad']) // what an inspection found

// `sent({text | reason, photos})` and `closed()`; `facts` bounds both
export class Form {
  #word
  #sent
  /** @type {string[] | undefined} */
  #reasons
  #photos
  #field
  #wrong = make('p', { class: 'wrong', role: 'alert' })

  /**
   * @param {string} what
   * @param {FieldWord} word
   * @param {FieldFacts} facts
   * @param {{sent: (answer: any) => void, closed: () => void}} parts
   */
  constructor(what, word, facts, { sent, closed }) {
    this.#word = word
    this.#sent = sent
    this.#reasons = REASONS[what]
    this.#photos = new PhotoPicker(word, facts.photos, (text) => (this.#wrong.textContent = text))
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
      make(
        'label',
        { for: id },
        word(this.#reasons ? 'reason_label' : SEEN.has(what) ? 'seen_label' : 'text_label'),
      ),
      this.#field,
      ...(this.#reasons ? [] : this.#photos.nodes),
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

  #send() {
    const text = this.#field.value.trim()
    if (!text && !this.#photos.count) {
      this.#wrong.textContent = this.#word(this.#reasons ? 'reason_wanted' : 'text_wanted')
      this.#field.focus()
      return
    }
    this.#sent({ [this.#reasons ? 'reason' : 'text']: text || undefined, photos: this.#photos.blobs })
  }
}
