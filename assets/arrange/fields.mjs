// The parts that forms are made of: each with its words, and a mark by which it gets the focus back when the form is drawn anew.

import { make } from '../core/dom.mjs'

/**
 * @param {string} words
 * @param {HTMLElement} control
 * @param {string} name
 */
export function field(words, control, name, className = '') {
  const label = make('label', `field ${className}`.trim())
  control.dataset.field = name
  label.append(make('span', 'field-words', words), control)
  return label
}

/**
 * @param {{words: string, name: string, value: string, most: number, wide?: boolean, on: (value: string) => void}} told
 */
export function textField({ words, name, value, most, wide = false, on }) {
  const input = make(wide ? 'textarea' : 'input')
  input.value = value
  input.maxLength = most
  if (input instanceof HTMLTextAreaElement) input.rows = 3
  input.addEventListener('input', () => on(input.value))
  return field(words, input, name, wide ? 'wide' : '')
}

/**
 * @param {{words: string, name: string, value: number, least: number, most: number, wide?: boolean, on: (value: number) => void}} told
 */
export function numberField({ words, name, value, least, most, wide = false, on }) {
  const input = make('input')
  Object.assign(input, { type: 'number', min: least, max: most, step: 1, value })
  input.addEventListener('input', () => on(Math.round(Number(input.value)) || 0))
  return field(words, input, name, wide ? '' : 'short')
}

/**
 * @param {{words: string, name: string, value: string, options: [string, string][], on: (value: string) => void}} told
 */
export function selectField({ words, name, value, options, on }) {
  const select = make('select')
  for (const [each, text] of options) {
    const option = make('option', '', text)
    option.value = each
    option.selected = each === value
    select.append(option)
  }
  select.addEventListener('change', () => on(select.value))
  return field(words, select, name)
}

/**
 * @param {{words: string, name: string, value: boolean, type?: 'checkbox' | 'radio', group?: string, on: (value: boolean) => void}} told
 */
export function checkField({ words, name, value, type = 'checkbox', group = '', on }) {
  const label = make('label', 'check')
  const input = make('input')
  Object.assign(input, { type, name: group, checked: value })
  input.dataset.field = name
  input.addEventListener('change', () => on(input.checked))
  label.append(input, make('span', '', words))
  return label
}

/**
 * @param {string} words
 * @param {() => unknown} on
 */
export function button(words, on, className = 'act', name = '') {
  const node = make('button', className, words)
  node.type = 'button'
  if (name) node.dataset.field = name
  node.addEventListener('click', on)
  return node
}

/**
 * Parts under one heading.
 * @param {string} words
 * @param {(Node | null)[]} parts
 */
export function group(words, parts, className = '') {
  const set = make('fieldset', `group ${className}`.trim())
  set.append(make('legend', '', words), .../** @type {Node[]} */ (parts.filter(Boolean)))
  return set
}

/**
 * Draw anew and leave the focus where it was.
 * @param {HTMLElement} place
 * @param {() => (Node | null)[]} parts
 */
export function redrawn(place, parts) {
  const held = /** @type {HTMLElement | null} */ (document.activeElement)
  const name = held && place.contains(held) ? held.dataset.field : undefined
  const caret = held instanceof HTMLInputElement && held.type === 'text' ? held.selectionStart : null
  place.replaceChildren(.../** @type {Node[]} */ (parts().filter(Boolean)))
  if (!name) return
  /** @type {HTMLElement | null} */
  const again = place.querySelector(`[data-field="${CSS.escape(name)}"]`)
  again?.focus()
  if (caret !== null && again instanceof HTMLInputElement) again.setSelectionRange(caret, caret)
}
