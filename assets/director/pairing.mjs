// Pairing: the code that stands on a new screen, and where it hangs. What comes of it is said in the form.

import { at } from '../core/base.mjs'
import { commandId } from '../core/command_id.mjs'
import { byId, make, setAttribute, setText } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { areaOfForm } from './area_field.mjs'
import { roomName } from './cards.mjs'
import { freePlace } from './places.mjs'

/** @type {[name: string, type: string, value: string, more: Record<string, string>][]} */
const FIELDS = [
  ['code', 'text', '', { autocomplete: 'off', spellcheck: 'false', maxlength: '9', required: '' }],
  ['name', 'text', '', { maxlength: '64', required: '', autocomplete: 'off' }],
  ['room', 'text', '', { maxlength: '64', required: '', autocomplete: 'off' }],
  ['row', 'number', '1', { min: '1', max: '20', required: '' }],
  ['column', 'number', '1', { min: '1', max: '20', required: '' }],
  ['distance', 'number', '5', { min: '0', max: '60', step: 'any' }],
  ['panel', 'number', '55', { min: '0', max: '800', step: 'any' }],
]
const OF_ONE = ['code', 'name'] // what the next screen has not in common with this one

export class Pairing {
  #form = make('form', 'pairing')
  #said = make('p', 'said')
  #typed = false // where it hangs, by whoever sits here: nothing is proposed any more
  /** @type {DirectedRoom | null} */
  #room = null

  /** @param {string} role */
  constructor(role) {
    const place = byId('pairing')
    place.hidden = !['operator', 'head'].includes(role) || page.account === null
    if (place.hidden) return
    const area = areaOfForm(word('pair_area'), 'area', page.scope)
    area.classList.add('pair-area')
    this.#said.setAttribute('role', 'status')
    this.#form.append(make('h2', '', word('pairing')), ...FIELDS.map(field), area, this.#said, submit())
    this.#form.addEventListener('input', (event) => this.#typing(/** @type {any} */ (event.target)?.name))
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#pair()
    })
    place.append(this.#form)
  }

  /** @param {DirectedRoom} room */
  show(room) {
    this.#room = room
    this.#propose()
  }

  /** @param {string} name of the field */
  #typing(name) {
    if (name === 'row' || name === 'column') this.#typed = true
    if (name === 'room') this.#propose()
  }

  /** The first free place of the room; what hangs in another one is not known here. */
  #propose() {
    const input = this.#input('room')
    if (!input || !this.#room || this.#typed) return
    const name = input.value.trim()
    if (name !== this.#room.room && this.#room.rooms.includes(name)) return
    const place = freePlace(name === this.#room.room ? this.#room.screens : [])
    for (const [at, key] of ['row', 'column'].entries())
      if (this.#input(key).value !== String(place[at])) this.#input(key).value = String(place[at])
  }

  /** @param {string} name */
  #input = (name) => /** @type {any} */ (this.#form.elements.namedItem(name))

  async #pair() {
    const told = Object.fromEntries(new FormData(this.#form))
    const numbers = ['row', 'column', 'distance', 'panel'].map((name) => [name, Number(told[name])])
    const body = JSON.stringify({ command: commandId(), ...told, ...Object.fromEntries(numbers) })
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    try {
      const answer = await fetch(at('/api/screens/pair'), { method: 'POST', headers, body })
      const said = await answer.json()
      if (!answer.ok) return this.#say(said.reason?.[page.lang] ?? said.error, 'refused')
      this.#say(word('paired', { name: told.name }), 'done')
      this.#next(told)
    } catch {
      this.#say(word('said_away'), 'refused')
    }
  }

  /**
   * The next one hangs beside it, also while the room has not come with this one in it.
   * @param {Record<string, any>} told
   */
  #next({ room, row, column }) {
    for (const name of OF_ONE) this.#input(name).value = ''
    this.#typed = false
    const held = this.#room
    if (held && (held.room === null || held.room === room)) {
      const one = /** @type {any} */ ({ id: '', row: Number(row), column: Number(column) })
      this.#room = { ...held, room, screens: [...held.screens, one] }
    }
    this.#propose()
    this.#input('code').focus()
  }

  /**
   * @param {string} text
   * @param {string} state
   */
  #say(text, state) {
    setText(this.#said, text)
    setAttribute(this.#said, 'data-state', state)
  }
}

/** @param {typeof FIELDS[number]} told */
function field([name, type, value, more]) {
  const label = make('label', `pair-${name}`, word(`pair_${name}`))
  const input = make('input')
  Object.assign(input, { name, type, value: name === 'room' ? roomName() : value })
  for (const [attribute, text] of Object.entries(more)) input.setAttribute(attribute, text)
  label.append(input)
  return label
}

function submit() {
  const button = make('button', 'act', word('pair_do'))
  button.type = 'submit'
  return button
}
