// What is asked before a decline, a hand-back or a feedback goes out: a reason, or a text and photos.

import { button, make } from './dom.mjs'
import { prepared } from './photo.mjs'

const REASONS = {
  decline: ['reason_busy', 'reason_far', 'reason_off'],
  hand_back: ['reason_not_ours', 'reason_unclear', 'reason_busy'],
}

// `sent({text | reason, photos})` and `closed()`; `facts` bounds both
export function createForm(what, word, facts, { sent, closed }) {
  const reasons = REASONS[what]
  const photos = []
  const field = make('textarea', {
    rows: 3,
    maxlength: facts.text_limit,
    id: `text-${what}-${Math.random()}`,
  })
  const wrong = make('p', { class: 'wrong', role: 'alert' })
  const shots = make('div', { class: 'shots' })
  const picker = make('input', {
    type: 'file',
    accept: 'image/*',
    multiple: true,
    class: 'picker',
    on: { change: pick },
  })
  const node = make(
    'div',
    { class: 'form', data: { form: what } },
    reasons && make('div', { class: 'choices' }, reasons.map(choice)),
    make('label', { for: field.id }, word(reasons ? 'reason_label' : 'text_label')),
    field,
    !reasons && shots,
    !reasons && make('label', { class: 'button second' }, word('add_photo'), picker),
    wrong,
    make(
      'div',
      { class: 'row' },
      button(word('cancel'), 'second', closed),
      button(word('send'), 'first', send),
    ),
  )
  return { node, focus: () => !reasons && field.focus() }

  function choice(key) {
    return button(word(key), 'choice', () => {
      field.value = word(key)
    })
  }

  async function pick() {
    const files = [...picker.files]
    picker.value = ''
    for (const file of files) {
      if (photos.length >= facts.photos) {
        wrong.textContent = word('photo_many', { count: facts.photos })
        break
      }
      const photo = await prepared(file)
      wrong.textContent = photo ? '' : word('photo_bad')
      if (photo) photos.push(photo)
    }
    show()
  }

  function show() {
    shots.replaceChildren(
      ...photos.map((photo, index) => {
        const remove = button(
          '×',
          'remove',
          () => {
            photos.splice(index, 1)
            show()
          },
          { 'aria-label': word('remove_photo', { number: index + 1 }) },
        )
        photo.preview.setAttribute('role', 'img')
        photo.preview.setAttribute('aria-label', word('photo_alt', { number: index + 1 }))
        return make('span', { class: 'taken' }, photo.preview, remove)
      }),
    )
  }

  function send() {
    const text = field.value.trim()
    if (!text && !photos.length) {
      wrong.textContent = word(reasons ? 'reason_wanted' : 'text_wanted')
      field.focus()
      return
    }
    sent({
      [reasons ? 'reason' : 'text']: text || undefined,
      photos: photos.map(({ blob }) => ({ blob, hash: null })),
    })
  }
}
