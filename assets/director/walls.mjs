// Several screens as one wall: made from the one that is chosen, which hangs at its upper left corner, and taken apart again.

import { byId, make, setText } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { makeWall, splitWall } from './acts.mjs'

/** @type {[name: string, value: string, more: Record<string, string>][]} */
const FIELDS = [
  ['rows', '1', { min: '1', max: '8' }],
  ['columns', '2', { min: '1', max: '8' }],
  ['gap', '0', { min: '0', max: '200', step: 'any' }],
]

export class Walls {
  #place = byId('walls')
  #form = make('form', 'walls')
  #apart = make('button', 'act', word('wall_split'))
  #is = make('p', 'hint')
  #may
  /** @type {DirectedScreen | null} */
  #screen = null

  /** @param {string} role */
  constructor(role) {
    this.#may = ['operator', 'head'].includes(role)
    const button = make('button', 'act', word('wall_make'))
    button.type = 'submit'
    this.#form.append(...FIELDS.map(field), button)
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#make()
    })
    this.#apart.type = 'button'
    this.#apart.addEventListener('click', () => this.#screen && splitWall(this.#screen))
    this.#place.append(make('h2', '', word('wall_of_screens')), this.#is, this.#form, this.#apart)
    this.show(null)
  }

  /** @param {DirectedScreen | null} screen the one that is chosen */
  show(screen) {
    this.#screen = screen
    const part = screen?.part ?? null
    this.#place.hidden = !screen || (!this.#may && !part)
    this.#form.hidden = !this.#may || part !== null
    this.#apart.hidden = !this.#may || part === null
    const { rows = 0, columns = 0, row = 0, column = 0 } = part ?? {}
    setText(this.#is, part ? word('wall_part', { rows, columns, row, column }) : word('wall_how'))
  }

  #make() {
    const told = new FormData(this.#form)
    const [rows, columns, gap] = FIELDS.map(([name]) => Number(told.get(name)))
    if (this.#screen) makeWall(this.#screen, rows, columns, gap)
  }
}

/** @param {typeof FIELDS[number]} told */
function field([name, value, more]) {
  const label = make('label', `wall-${name}`, word(`wall_${name}`))
  const input = make('input')
  Object.assign(input, { name, type: 'number', value })
  for (const [attribute, text] of Object.entries(more)) input.setAttribute(attribute, text)
  label.append(input)
  return label
}
