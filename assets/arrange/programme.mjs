// The form of a programme: its steps in their order, by mouse and keys.

import { make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { areaField } from '../director/area_field.mjs'
import { choices, counterName } from './choices.mjs'
import { button, field, group, numberField, selectField, textField } from './fields.mjs'
import { clockOf, measured, minutesOf, moved } from './steps.mjs'

/**
 * @param {string} area
 * @param {string[]} scenes
 * @returns {ProgrammeValue}
 */
export const newProgramme = (area, scenes) => ({ name: '', area, steps: scenes.slice(0, 1).map(newStep) })

/**
 * @param {string} scene
 * @returns {ProgrammeStep}
 */
const newStep = (scene) => ({ scene, seconds: 30, first: 0, last: 0, measure: '', stay: 0 })

/**
 * @param {Desk} desk
 * @returns {(Node | null)[]}
 */
export function programmeForm(desk) {
  /** @type {ProgrammeValue} */
  const value = desk.work?.value
  return [
    textField({
      ...{ words: word('field_name'), name: 'name', value: value.name, most: 64 },
      on: (name) => ((value.name = name), desk.changed()),
    }),
    areaField({
      ...{ words: word('field_area'), name: 'area', value: value.area },
      on: (area) => ((value.area = area), desk.reshaped()),
    }),
    group(word('field_steps'), [list(desk, value), adding(desk, value)], 'steps-group'),
  ]
}

/**
 * @param {Desk} desk
 * @param {ProgrammeValue} value
 */
function list(desk, value) {
  const ol = make('ol', 'steps')
  ol.append(...value.steps.map((_, at) => row(desk, value, at)))
  let from = -1
  const at = (/** @type {Event} */ event) =>
    [...ol.children].indexOf(/** @type {any} */ (/** @type {Element} */ (event.target).closest('li.step')))
  ol.addEventListener('dragstart', (event) => {
    from = at(event)
    event.dataTransfer?.setData('text/plain', String(from))
  })
  ol.addEventListener('dragover', (event) => from >= 0 && event.preventDefault())
  ol.addEventListener('drop', (event) => {
    event.preventDefault()
    shift(desk, value, from, at(event))
  })
  ol.addEventListener('dragend', () => (from = -1))
  ol.addEventListener('keydown', (event) => {
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (!by) return
    event.preventDefault()
    const here = at(event)
    shift(desk, value, here, here + by)
  })
  return ol
}

/**
 * @param {Desk} desk
 * @param {ProgrammeValue} value
 * @param {number} from
 * @param {number} to
 */
function shift(desk, value, from, to) {
  const steps = moved(value.steps, from, to)
  if (steps === value.steps) return
  const held = /** @type {HTMLElement | null} */ (document.activeElement)
  const name = held?.dataset.field ?? ''
  if (held && name.startsWith(`step.${from}.`)) held.dataset.field = name.replace(`.${from}.`, `.${to}.`) // the focus goes along
  value.steps = steps
  desk.reshaped()
}

/**
 * @param {Desk} desk
 * @param {ProgrammeValue} value
 * @param {number} at
 */
function row(desk, value, at) {
  const [step, n] = [value.steps[at], at + 1]
  const node = make('li', 'step')
  node.ariaLabel = word('step_number', { n })
  const grip = make('span', 'step-grip', String(n))
  grip.title = word('step_move_hint')
  grip.addEventListener('pointerdown', () => (node.draggable = true))
  node.addEventListener('dragend', () => (node.draggable = false))
  const act = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {() => void} */ does) => {
    const made = button(sign, does, 'step-act', `step.${at}.${name}`)
    made.ariaLabel = made.title = word(`step_${name}`, { n })
    return made
  }
  const acts = make('span', 'step-acts')
  acts.append(
    act('up', '↑', () => shift(desk, value, at, at - 1)),
    act('down', '↓', () => shift(desk, value, at, at + 1)),
    act('remove', '✕', () => ((value.steps = value.steps.toSpliced(at, 1)), desk.reshaped())),
  )
  node.append(grip, ...fields(desk, step, at), acts)
  return node
}

/**
 * @param {Desk} desk
 * @param {ProgrammeStep} step
 * @param {number} at
 */
function fields(desk, step, at) {
  const [least, most] = choices.seconds
  const name = (/** @type {string} */ part) => `step.${at}.${part}`
  const number = (/** @type {'seconds' | 'stay'} */ part, /** @type {number} */ low) =>
    numberField({
      ...{ words: word(`step_${part}`), name: name(part), value: step[part], least: low, most },
      on: (value) => ((step[part] = value), desk.changed()),
    })
  return [
    selectField({
      ...{ words: word('step_scene'), name: name('scene'), value: step.scene },
      options: sceneOptions(desk, step.scene),
      on: (scene) => ((step.scene = scene), desk.changed()),
    }),
    number('seconds', least),
    hour(desk, step, 'first', name('first')),
    hour(desk, step, 'last', name('last')),
    selectField({
      ...{ words: word('step_measure'), name: name('measure'), value: step.measure },
      options: [['', word('step_never_quiet')], ...choices.measures.map(measureOption)],
      on: (measure) => (Object.assign(step, measured(step, measure)), desk.reshaped()),
    }),
    ...(step.measure ? [number('stay', 0)] : []),
  ]
}

/**
 * @param {string} measure
 * @returns {[string, string]}
 */
const measureOption = (measure) => [measure, counterName(measure)]

/**
 * @param {Desk} desk
 * @param {string} wanted
 * @returns {[string, string][]}
 */
function sceneOptions({ room }, wanted) {
  /** @type {[string, string][]} */
  const all = Object.values(room.scenes).map(({ id, name }) => [id, name])
  return wanted in room.scenes ? all : [[wanted, word('scene_gone')], ...all]
}

/**
 * @param {Desk} desk
 * @param {ProgrammeStep} step
 * @param {'first' | 'last'} part
 * @param {string} name
 */
function hour(desk, step, part, name) {
  const input = make('input') // a browser's field of hours knows no 24:00, and speaks its own language
  Object.assign(input, {
    inputMode: 'numeric',
    maxLength: 5,
    placeholder: '00:00',
    value: clockOf(step[part]),
  })
  input.addEventListener('change', () => {
    step[part] = minutesOf(input.value) ?? step[part]
    desk.reshaped()
  })
  const allDay = part === 'last' && step.first === step.last
  return field(word(allDay ? 'step_last_all' : `step_${part}`), input, name, 'short')
}

/**
 * @param {Desk} desk
 * @param {ProgrammeValue} value
 */
function adding(desk, value) {
  const [first] = Object.keys(desk.room.scenes)
  if (!first) return make('p', 'hint', word('no_scene_yet'))
  const box = make('div', 'step-add')
  const add = button(
    word('step_add'),
    () => {
      value.steps = [...value.steps, newStep(value.steps.at(-1)?.scene ?? first)]
      desk.reshaped()
    },
    'act',
    'step.add',
  )
  add.disabled = value.steps.length >= choices.most_steps
  box.append(add, make('span', 'hint', word('step_move_hint')))
  return box
}
