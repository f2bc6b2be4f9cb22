// A small dialog: a few labelled fields, one button that does it. Knows no command.

import { page, word } from '../../core/page.mjs'
import { activeElement, byId, childrenOf, closest, make } from '../../core/dom.mjs'
import { fromField, toField } from './time_zone.mjs'

function labelled(text, field, name) {
  const label = make('label', 'field')
  field.name = name
  label.append(make('span', 'field-label', text), field)
  return label
}

function textField({ max = page.text_limit, required = false, value = '' }) {
  const field = make('textarea', 'field-text')
  Object.assign(field, { rows: 3, maxLength: max, required, value })
  return field
}

function choiceField({ options, required = true }) {
  const field = make('select', 'field-choice')
  field.required = required
  field.size = Math.min(10, Math.max(2, options.length))
  for (const { value, text } of options) {
    const option = make('option', '', text)
    option.value = value
    field.append(option)
  }
  field.selectedIndex = 0
  return field
}

/** @typedef {{required?: boolean, value?: string | number, min?: number, max?: number}} Input */

function inputField(type, /** @type {Input} */ { required = true, value = '', min, max }) {
  const field = make('input', 'field-line')
  Object.assign(field, { type, required, value, autocomplete: 'off' })
  if (min !== undefined) field.min = String(min)
  if (max !== undefined) field.max = String(max)
  return field
}

const FIELDS = {
  text: textField,
  choice: choiceField,
  line: (told) => inputField('text', told),
  hours: (told) => inputField('number', { min: 1, value: 24, ...told }),
  until: ({ from, ...told }) =>
    inputField('datetime-local', { ...told, value: toField(from, page.timezone) }),
}
const READ = { hours: Number, until: (text) => fromField(text, page.timezone) }

/** A choice among many gets a line above it that narrows it. */
function narrowing(field, options) {
  const input = make('input', 'field-line')
  Object.assign(input, { type: 'search', autocomplete: 'off' })
  input.setAttribute('aria-label', word('form_narrow'))
  input.placeholder = word('form_narrow')
  input.addEventListener('input', () => {
    const q = input.value.trim().toLowerCase()
    const kept = options.filter(({ text }) => text.toLowerCase().includes(q))
    field.replaceChildren(...choiceField({ options: kept }).children)
    field.selectedIndex = kept.length ? 0 : -1
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') field.focus()
  })
  return input
}

/**
 * `fields`: [{name, kind: text | choice | line | hours | until, label, …}] → promise of {name: value}, null when the
 * dialog was closed. `about`: a sentence beneath the title.
 */
export function openForm({ title, about = '', fields, submit }) {
  const dialog = byId('form')
  const form = make('form', 'form-fields')
  const made = fields.map((told) => ({ ...told, node: FIELDS[told.kind](told) }))
  for (const { name, label, kind, node, options } of made) {
    if (kind === 'choice' && options.length > 10) form.append(narrowing(node, options))
    form.append(labelled(label, node, name))
  }
  const [close, send] = [make('button', 'close', word('close')), make('button', 'send')]
  send.append(make('kbd', '', '⏎'), submit)
  close.type = 'button'
  close.dataset.close = 'true'
  send.type = 'submit'
  form.append(send)
  const head = make('h2', 'dialog-title')
  head.append(make('span', '', title), close)
  dialog.replaceChildren(head, make('p', 'dialog-note', about), form)
  if (!about) dialog.children[1].remove()
  dialog.showModal()
  /** @type {HTMLElement | null} */
  const first = form.querySelector('input, textarea, select')
  first?.focus()
  return answered(dialog, form, made)
}

function answered(dialog, form, made) {
  return new Promise((done) => {
    let values = null
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (!form.reportValidity()) return
      values = Object.fromEntries(
        made.map(({ name, kind, node }) => [name, (READ[kind] ?? String)(node.value.trim?.() ?? node.value)]),
      )
      dialog.close()
    })
    // Enter sends, with Shift it begins a line; a composing Enter belongs to the composition.
    form.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229 || event.key !== 'Enter' || event.shiftKey) return
      if (event.target.tagName === 'SELECT' || event.target.tagName === 'TEXTAREA') {
        event.preventDefault()
        form.requestSubmit()
      }
    })
    dialog.addEventListener('close', () => done(values), { once: true })
  })
}

/** A choice of few, each with a number key: → the value or null. */
export function openMenu({ title, options }) {
  const dialog = byId('form')
  const head = make('h2', 'dialog-title')
  const close = make('button', 'close', word('close'))
  close.type = 'button'
  close.dataset.close = 'true'
  head.append(make('span', '', title), close)
  const list = make('div', 'menu')
  let chosen = null
  options.forEach(({ value, text }, at) => {
    const button = make('button', 'menu-row')
    button.type = 'button'
    button.append(make('kbd', '', String(at + 1)), make('span', '', text))
    button.addEventListener('click', () => {
      chosen = value
      dialog.close()
    })
    list.append(button)
  })
  const number = (event) => childrenOf(list)[Number(event.key) - 1]?.click()
  dialog.replaceChildren(head, list)
  dialog.addEventListener('keydown', number)
  dialog.showModal()
  childrenOf(list)[0]?.focus()
  return new Promise((done) => {
    dialog.addEventListener(
      'close',
      () => {
        dialog.removeEventListener('keydown', number)
        done(chosen)
      },
      { once: true },
    )
  })
}

export function mountForms() {
  for (const dialog of [byId('form'), byId('preview')]) {
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || closest(event, '[data-close]')) dialog.close()
    })
    dialog.addEventListener('close', () => {
      if (dialog.contains(document.activeElement)) activeElement().blur() // the next key is the desk's again
    })
  }
}
