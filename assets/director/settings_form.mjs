// How a screen hangs: its name, its place, its area, how it is read and who may show something on it; and taking it down.

import { byId, make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { openDialog } from '../panels/dialogs.mjs'
import { setUp, takeDown } from './acts.mjs'
import { areaOfForm } from './area_field.mjs'
import { field, formIn } from './forms.mjs'

const CLEARANCES = ['all', 'heads', 'operators', 'nobody']

/** @type {[name: string, most: number][]} */
const NUMBERS = [
  ['row', 20],
  ['column', 20],
  ['distance', 60],
  ['panel', 800],
]

/**
 * What a form says of a screen, as it is told the server.
 * @param {FormData} told
 */
export function settingsOf(told) {
  const texts = ['name', 'room', 'area', 'clearance'].map((name) => [name, String(told.get(name) ?? '')])
  const numbers = NUMBERS.map(([name]) => [name, Number(told.get(name))])
  return Object.fromEntries([...texts, ...numbers])
}

/** @param {DirectedScreen} screen */
export function openSettings(screen) {
  const dialog = byId('form')
  const [name, room] = [text('name', screen.name), text('room', screen.room)]
  const numbers = NUMBERS.map(([key, most]) => number(key, most, screen))
  const fields = [
    ...[field(word('pair_name'), name), field(word('pair_room'), room), row(numbers.slice(0, 2))],
    ...[areaOfForm(word('pair_area'), 'area', screen.area), make('p', 'hint', word('settings_where'))],
    ...[row(numbers.slice(2)), field(word('clearance'), clearances(screen))],
  ]
  formIn(dialog, word('settings', { screen: screen.name }), word('settings_save'), fields, (told) =>
    setUp(screen, settingsOf(told)),
  )
  openDialog(dialog)
  name.focus()
}

/** @param {DirectedScreen} screen */
export function openTakeDown(screen) {
  const dialog = byId('form')
  const called = { screen: screen.name }
  const asks = make('p', 'level-asks', word('take_down_asks', called))
  formIn(dialog, word('take_down'), word('take_down_do', called), [asks], () => takeDown(screen))
  openDialog(dialog)
}

/**
 * @param {string} name
 * @param {string} value
 */
function text(name, value) {
  const input = make('input')
  return Object.assign(input, { name, value, maxLength: 64, required: true, autocomplete: 'off' })
}

/**
 * @param {string} name
 * @param {number} most
 * @param {DirectedScreen & Record<string, any>} screen
 */
function number(name, most, screen) {
  const input = make('input')
  const counted = name === 'row' || name === 'column'
  const told = { min: counted ? '1' : '0', max: String(most), step: counted ? '1' : 'any' }
  Object.assign(input, { name, type: 'number', required: true, ...told, value: String(screen[name]) })
  return field(word(`pair_${name}`), input)
}

/** @param {HTMLElement[]} fields */
function row(fields) {
  const node = make('div', 'form-row')
  node.append(...fields)
  return node
}

/** @param {DirectedScreen} screen */
function clearances({ clearance }) {
  const select = make('select')
  select.name = 'clearance'
  const option = (/** @type {string} */ one) =>
    new Option(word(`clearance_${one}`), one, false, one === clearance)
  select.append(...CLEARANCES.map(option))
  return select
}
