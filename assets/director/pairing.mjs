// Pairing: the code that stands on a new screen, and where it hangs. What comes of it is said.

import { at } from '../core/base.mjs'
import { areaMap } from '../core/api.mjs'
import { commandId } from '../core/command_id.mjs'
import { byId, make } from '../core/dom.mjs'
import { named, page, word } from '../core/page.mjs'
import { say } from './acts.mjs'
import { roomName } from './cards.mjs'

/** @type {[name: string, type: string, value: string, more: Record<string, string>][]} */
const FIELDS = [
  ['code', 'text', '', { autocomplete: 'off', spellcheck: 'false', maxlength: '9', required: '' }],
  ['name', 'text', '', { maxlength: '64', required: '' }],
  ['room', 'text', '', { maxlength: '64', required: '' }],
  ['row', 'number', '1', { min: '1', max: '20' }],
  ['column', 'number', '1', { min: '1', max: '20' }],
  ['distance', 'number', '5', { min: '0', max: '60', step: 'any' }],
  ['panel', 'number', '55', { min: '0', max: '800', step: 'any' }],
]

/** @param {string} role */
export function mountPairing(role) {
  const place = byId('pairing')
  place.hidden = !['operator', 'head'].includes(role) || page.account === null
  if (place.hidden) return
  const form = make('form', 'pairing')
  form.append(make('h2', '', word('pairing')), ...FIELDS.map(field), areas(), submit())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    pair(form)
  })
  place.append(form)
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

function areas() {
  const label = make('label', 'pair-area', word('pair_area'))
  const select = make('select')
  select.name = 'area'
  areaMap(page.scope).then(
    (area) => {
      for (const each of [area, ...area.children]) {
        const option = make('option', '', named(each))
        option.value = each.code
        select.append(option)
      }
    },
    () => {},
  )
  label.append(select)
  return label
}

function submit() {
  const button = make('button', 'act', word('pair_do'))
  button.type = 'submit'
  return button
}

/** @param {HTMLFormElement} form */
async function pair(form) {
  const told = Object.fromEntries(new FormData(form))
  const numbers = ['row', 'column', 'distance', 'panel'].map((name) => [name, Number(told[name])])
  const body = JSON.stringify({ command: commandId(), ...told, ...Object.fromEntries(numbers) })
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  try {
    const answer = await fetch(at('/api/screens/pair'), { method: 'POST', headers, body })
    const said = await answer.json()
    if (!answer.ok) return say(said.reason?.[page.lang] ?? said.error, 'refused')
    say(word('paired', { name: told.name }))
    form.reset()
  } catch {
    say(word('said_away'), 'refused')
  }
}
