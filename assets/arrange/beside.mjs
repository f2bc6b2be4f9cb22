// Beside the preview: which screens show it, and what a draft changes.

import { byId, make } from '../core/dom.mjs'
import { say, setProgramme } from '../director/acts.mjs'
import { word } from '../core/page.mjs'
import { counterName } from './choices.mjs'
import { button, redrawn } from './fields.mjs'
import { clockOf, difference } from './steps.mjs'

/** Names of the screens that show a scene now, by their programme or because somebody put it there. */
export const screensOf = (/** @type {string} */ scene, /** @type {ArrangedRoom} */ room) =>
  room.screens
    .filter(({ programme, stack }) => {
      const steps = room.programmes[programme]?.steps ?? []
      const pushed = stack.pushes.some(({ content }) => content.kind === 'scene' && content.id === scene)
      return pushed || steps.some((step) => step.scene === scene)
    })
    .map(({ name }) => name)

/** Those that run a programme. */
export const runBy = (/** @type {string} */ programme, /** @type {ArrangedRoom} */ room) =>
  programme ? room.screens.filter((screen) => screen.programme === programme) : []

export class Beside {
  #place = byId('beside')
  #drawn = ''

  /**
   * @param {Work | null} work
   * @param {ArrangedRoom} room
   * @param {() => void} restore the published steps come back into the form
   */
  show(work, room, restore) {
    if (work?.kind === 'rule') return (this.#drawn = '') // the dry run stands here
    const parts = this.#parts(work, room, restore)
    const now = JSON.stringify([parts.key])
    if (now === this.#drawn) return
    this.#drawn = now
    redrawn(this.#place, parts.draw)
  }

  /**
   * @param {Work | null} work
   * @param {ArrangedRoom} room
   * @param {() => void} restore
   * @returns {{key: any, draw: () => Node[]}}
   */
  #parts(work, room, restore) {
    if (!work) return { key: null, draw: () => [make('p', 'hint', word('nothing_open'))] }
    if (work.kind === 'scene') {
      const names = work.id ? screensOf(work.id, room) : []
      const told = names.length ? word('shown_by', { names: names.join(' · ') }) : word('shown_by_none')
      return { key: ['scene', told], draw: () => [make('p', names.length ? '' : 'hint', told)] }
    }
    const held = room.programmes[work.id]
    const steps = work.value.steps
    const hung = room.screens.map(({ id, name, programme, revision }) => [id, name, programme, revision])
    const key = [work.id, steps, held, hung, room.scenes]
    return { key, draw: () => [...changes(steps, held, room, restore), ...runs(work, held, room)] }
  }
}

/**
 * @param {ProgrammeStep[]} steps
 * @param {ArrangedProgramme | undefined} held
 * @param {ArrangedRoom} room
 * @param {() => void} restore
 */
function changes(steps, held, room, restore) {
  const [title, list] = [make('h2', '', word('difference')), make('ol', 'changes')]
  const published = held?.steps ?? []
  const told = difference(published, steps)
  if (!published.length) return [title, make('p', 'hint', word('difference_never'))]
  if (told.every(({ mark }) => mark === 'same')) return [title, make('p', 'hint', word('difference_none'))]
  for (const { mark, step, was } of told) {
    const row = make('li', 'change')
    row.dataset.mark = mark
    row.append(make('b', '', word(`step_${mark}`)), make('span', '', stepWords(step, room)))
    if (was) row.append(make('span', 'hint', word('step_was', { was: stepWords(was, room) })))
    list.append(row)
  }
  return [title, list, button(word('act_published'), restore, 'act', 'published')]
}

/**
 * @param {ProgrammeStep} step
 * @param {ArrangedRoom} room
 */
export function stepWords({ scene, seconds, first, last, measure, stay }, room) {
  const name = room.scenes[scene]?.name ?? word('scene_gone')
  const hours = first === last ? '' : word('step_told_hours', { first: clockOf(first), last: clockOf(last) })
  const quiet = measure && word('step_told_quiet', { measure: counterName(measure) })
  const longer = measure && stay > seconds ? word('step_told_stay', { stay }) : ''
  return [word('step_told', { scene: name, seconds }), hours, quiet, longer].filter(Boolean).join(' · ')
}

/**
 * @param {Work} work
 * @param {ArrangedProgramme | undefined} held
 * @param {ArrangedRoom} room
 */
function runs(work, held, room) {
  const [title, list] = [make('h2', '', word('run_by')), make('ul', 'runs')]
  if (!room.screens.length) return [title, make('p', 'hint', word('no_screens'))]
  if (!held?.steps.length) return [title, make('p', 'hint', word('run_unpublished'))]
  for (const screen of room.screens) {
    const [row, label, input] = [make('li'), make('label', 'check'), make('input')]
    input.type = 'checkbox'
    input.checked = screen.programme === work.id
    input.dataset.field = `run.${screen.id}`
    input.addEventListener('change', () => give(screen, input.checked ? held : null, input))
    const other = room.programmes[screen.programme]?.name
    const now = other ? word('run_instead', { name: other }) : word('run_nothing')
    label.append(input, make('span', '', word('run_here', { screen: screen.name, room: screen.room })))
    row.append(label)
    if (!input.checked) row.append(make('span', 'hint', now))
    list.append(row)
  }
  return [title, list]
}

/**
 * @param {ArrangedRoom['screens'][number]} screen
 * @param {ArrangedProgramme | null} programme
 * @param {HTMLInputElement} input
 */
async function give(screen, programme, input) {
  const answer = await setProgramme(screen, programme?.id ?? '')
  if (!answer?.ok) return void (input.checked = !input.checked)
  if (programme) say(word('did_give', { screen: screen.name, name: programme.name }))
}
