// An area, looked for by name: a field with a list below it, by keys and mouse. Without a choice the field says again what was chosen.

import { make, setAttribute } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { menuTarget } from '../panels/menu_keys.mjs'
import { areaName, areasCalled } from './areas.mjs'

const WAIT_MS = 200 // after the last key
let made = 0

/** @typedef {{code: string, name: string}} Found */

/**
 * `none`: what '' is called, where that may be chosen.
 * @param {{words: string, name: string, value: string, none?: string, on: (code: string) => void}} told
 */
export function areaField({ words, name, value, none = '', on }) {
  const id = `areas-${(made += 1)}`
  const [box, label] = [make('div', 'field area-field'), make('label', 'field-words', words)]
  const [input, list] = [make('input'), make('ul', 'area-list')]
  label.htmlFor = `${id}-input`
  Object.assign(input, { id: `${id}-input`, type: 'text', placeholder: word('area_search') })
  for (const [attribute, told] of Object.entries({
    ...{ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': id, 'aria-expanded': 'false' },
  }))
    input.setAttribute(attribute, told)
  Object.assign(list, { id, hidden: true, role: 'listbox', ariaLabel: words })
  input.dataset.field = name
  let chosen = value
  const rest = () => (input.value = areaName(chosen, rest))
  rest()
  box.append(label, input, list)
  const choose = (/** @type {string} */ code) => {
    chosen = code
    rest()
    on(code)
  }
  new Search({ input, list, id, none, on: choose, rest })
  return box
}

/**
 * The same as a part of a form, whose data names it.
 * @param {string} words
 * @param {string} name
 * @param {string} value
 */
export function areaOfForm(words, name, value) {
  const kept = make('input')
  Object.assign(kept, { type: 'hidden', name, value })
  const box = areaField({ words, name, value, on: (code) => (kept.value = code) })
  box.append(kept)
  return box
}

/** @typedef {{input: HTMLInputElement, list: HTMLElement, id: string, none: string, on: (code: string) => void, rest: () => void}} Parts */

class Search {
  /** @type {Found[]} */
  #found = []
  #at = -1
  #asked = 0
  #parts

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts
    const { input, rest } = parts
    input.addEventListener('input', () => this.#look())
    input.addEventListener('focus', () => input.select())
    input.addEventListener('click', () => this.#look())
    input.addEventListener('blur', () => {
      this.#close()
      rest()
    })
    input.addEventListener('keydown', (event) => this.#key(event))
  }

  #show() {
    const { input, list, id } = this.#parts
    list.hidden = list.childElementCount === 0
    setAttribute(input, 'aria-expanded', String(!list.hidden))
    for (const [row, node] of [...list.children].entries())
      setAttribute(node, 'aria-selected', String(row === this.#at))
    if (this.#at >= 0) input.setAttribute('aria-activedescendant', `${id}-${this.#at}`)
    else input.removeAttribute('aria-activedescendant')
  }

  #close() {
    this.#asked += 1
    this.#found = []
    this.#at = -1
    this.#parts.list.replaceChildren()
    this.#show()
  }

  /** @param {Found | undefined} one */
  #choose(one) {
    this.#close()
    if (one) this.#parts.on(one.code)
    else this.#parts.rest()
  }

  async #look() {
    const { input, list, id, none } = this.#parts
    const mine = (this.#asked += 1)
    await new Promise((done) => setTimeout(done, WAIT_MS))
    const words = input.value.trim()
    if (mine !== this.#asked) return
    const areas = words ? await areasCalled(words).catch(() => []) : []
    if (mine !== this.#asked) return
    this.#found = [...areas, ...(none ? [{ code: '', name: none }] : [])]
    this.#at = -1
    const rows = this.#found.map((one, row) => option(one, `${id}-${row}`, () => this.#choose(one)))
    list.replaceChildren(...rows)
    if (words && areas.length === 0) list.append(nobody())
    this.#show()
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const found = this.#found
    const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    const to = isArrow && found.length ? menuTarget(event.key, this.#at, found.length) : null
    if (to !== null) this.#at = to
    else if (isArrow) this.#look()
    else if (event.key === 'Enter' && !event.isComposing)
      this.#choose(found[this.#at] ?? found.find(({ code }) => code !== ''))
    else if (event.key === 'Escape') this.#choose(undefined)
    else return
    event.preventDefault()
    this.#show()
  }
}

function nobody() {
  const node = make('li', 'area-none', word('area_none'))
  Object.assign(node, { role: 'option', ariaDisabled: 'true', ariaSelected: 'false' })
  return node
}

/**
 * @param {Found} one
 * @param {string} id
 * @param {() => void} choose
 */
function option(one, id, choose) {
  const node = make('li', '', one.name)
  node.id = id
  node.role = 'option'
  node.addEventListener('mousedown', (event) => {
    event.preventDefault() // the field keeps the focus until it is chosen
    choose()
  })
  return node
}
