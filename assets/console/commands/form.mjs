// A small dialog: a few labelled fields, one button that does it. Knows no command.

import { word } from '../../core/page.mjs'
import { byId, childrenOf, make } from '../../core/dom.mjs'
import { closeDialog, openDialog } from '../../panels/dialogs.mjs'
import { page } from '../case/page.mjs'
import { draftKey, forget, keep, recall } from './drafts.mjs'
import { photoField } from './photo_field.mjs'
import { fromField, toField } from './time_zone.mjs'

/**
 * @param {string} text
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field
 * @param {string} name
 */
function labelled(text, field, name) {
  const label = make('label', 'field')
  field.name = name
  label.append(make('span', 'field-label', text), field)
  return label
}

/** @param {{max?: number, required?: boolean, value?: string}} told */
function textField({ max = page.text_limit, required = false, value = '' }) {
  const field = make('textarea', 'field-text')
  Object.assign(field, { rows: 3, maxLength: max, required, value })
  return field
}

/** @param {{options: Option[], required?: boolean}} told */
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

/**
 * @param {string} type
 * @param {{required?: boolean, value?: string | number, min?: number, max?: number}} told
 */
function inputField(type, { required = true, value = '', min, max }) {
  const field = make('input', 'field-line')
  Object.assign(field, { type, required, value, autocomplete: 'off' })
  if (min !== undefined) field.min = String(min)
  if (max !== undefined) field.max = String(max)
  return field
}

/** @param {FormField} told */
function fieldOf(told) {
  switch (told.kind) {
    case 'text':
      return textField(told)
    case 'choice':
      return choiceField(told)
    case 'line':
      return inputField('text', told)
    case 'hours':
      return inputField('number', { min: 1, value: 24, ...told })
    case 'until':
      return inputField('datetime-local', { ...told, value: toField(told.from, page.timezone) })
  }
}

/** @type {Record<string, (text: string) => string | number | null>} */
const READ = { hours: Number, until: (text) => fromField(text, page.timezone) }

/**
 * A choice among many gets a line above it that narrows it.
 * @param {HTMLSelectElement} field
 * @param {Option[]} options
 */
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
 * What was told, null when the dialog was closed. `about`: a sentence beneath the title; `photos`: they may be brought,
 * and stand for words where a field says so; `other`: what can be done instead.
 * @param {FormParts} parts
 * @returns {Promise<FormValues | null>}
 */
export function openForm({ title, about = '', fields, submit, photos = null, other = null }) {
  const dialog = byId('form')
  const form = make('form', 'form-fields')
  form.noValidate = true // asked by ourselves, blanks too
  const made = fields.map((told) => ({ told, node: fieldOf(told) }))
  for (const { told, node } of made) {
    if (told.kind === 'choice' && node instanceof HTMLSelectElement && told.options.length > 10)
      form.append(narrowing(node, told.options))
    form.append(labelled(told.label, node, told.name))
  }
  if (photos) form.append(withPasting(form, photos))
  const [close, send] = [make('button', 'close', word('cancel')), make('button', 'send')]
  send.append(make('kbd', '', '⏎'), submit)
  close.type = 'button'
  close.dataset.close = 'true'
  send.type = 'submit'
  form.append(footOf(send, other))
  const head = make('h2', 'dialog-title')
  head.append(make('span', '', title), close)
  dialog.replaceChildren(head, make('p', 'dialog-note', about), form)
  if (!about) dialog.children[1].remove()
  const key = draftKey({ title, about })
  recall(key, made)
  const values = answered(dialog, form, made, photos)
  /** @type {HTMLElement | null} */
  const first = form.querySelector('input, textarea, select')
  const focused = first ?? send // what only asks whether is answered by Enter
  focused.focus()
  values.then((told) => (told ? forget(key) : keep(key, made)))
  return values
}

/**
 * A picture that is pasted is added like one that is chosen.
 * @param {HTMLFormElement} form
 * @param {Photos} photos
 */
function withPasting(form, photos) {
  form.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (!files.length) return
    event.preventDefault()
    photos.add(files)
  })
  return photoField(photos)
}

/**
 * @param {HTMLElement} send
 * @param {FormParts['other']} other
 */
function footOf(send, other = null) {
  const foot = make('div', 'form-foot')
  if (other) {
    const button = make('button', 'form-other', other.text)
    button.type = 'button'
    button.addEventListener('click', () => {
      closeDialog()
      other.run()
    })
    foot.append(button)
  }
  foot.append(send)
  return foot
}

/** @typedef {import('./photos.mjs').Photos} Photos */
/** @typedef {{title: string, about?: string, fields: FormField[], submit: string, photos?: Photos | null, other?: {text: string, run: () => void} | null}} FormParts */
/** @typedef {import('./drafts.mjs').Fields} Fields */

// Blanks alone are no answer to what must be told; a photo is one.
/**
 * @param {Fields} fields
 * @param {Photos | null} photos
 */
function judgeBlanks(fields, photos) {
  for (const { told, node } of fields) {
    const instead = photos !== null && told.orPhotos === true
    if (instead) node.required = photos.all.length === 0
    const blank = node.required && told.kind !== 'choice' && !node.value.trim()
    node.setCustomValidity(blank ? word(instead ? 'form_no_evidence' : 'form_blank') : '')
    node.oninput = () => node.setCustomValidity('')
  }
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLFormElement} form
 * @param {Fields} made
 * @param {Photos | null} photos
 * @returns {Promise<FormValues | null>}
 */
function answered(dialog, form, made, photos) {
  return new Promise((done) => {
    /** @type {FormValues | null} */
    let values = null
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      judgeBlanks(made, photos)
      if (!form.reportValidity()) return
      const names = photos ? await photos.names() : []
      if (names === null || !form.isConnected || !dialog.open) return // the form says why, or was left meanwhile
      values = Object.fromEntries(
        made.map(({ told, node }) => [told.name, (READ[told.kind] ?? String)(node.value.trim())]),
      )
      if (names.length) values.photos = names
      closeDialog()
    })
    // Enter sends, with Shift it begins a line; a composing Enter belongs to the composition.
    form.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229 || event.key !== 'Enter' || event.shiftKey) return
      if (event.target instanceof HTMLSelectElement || event.target instanceof HTMLTextAreaElement) {
        event.preventDefault()
        form.requestSubmit()
      }
    })
    openDialog(dialog, () => done(values))
  })
}

/**
 * A choice of few, each with a number key: → the value or null.
 * @param {{title: string, options: Option[]}} parts
 * @returns {Promise<string | null>}
 */
export function openMenu({ title, options }) {
  const dialog = byId('form')
  const head = make('h2', 'dialog-title')
  const close = make('button', 'close', word('close'))
  close.type = 'button'
  close.dataset.close = 'true'
  head.append(make('span', '', title), close)
  const list = make('div', 'menu')
  /** @type {string | null} */
  let chosen = null
  options.forEach(({ value, text }, at) => {
    const button = make('button', 'menu-row')
    button.type = 'button'
    button.append(make('kbd', '', String(at + 1)), make('span', '', text))
    button.addEventListener('click', () => {
      chosen = value
      closeDialog()
    })
    list.append(button)
  })
  dialog.replaceChildren(head, list)
  list.addEventListener('keydown', (event) => pressed(event, childrenOf(list)))
  return new Promise((done) => {
    openDialog(dialog, () => done(chosen))
    childrenOf(list)[0]?.focus()
  })
}

/**
 * A number key presses its row. It is used up: what opens next has no digit typed into it.
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} rows
 */
function pressed(event, rows) {
  const row = rows[Number(event.key) - 1]
  if (!row) return
  event.preventDefault()
  row.click()
}
