// What of the map can be asked, as it was painted: cases, cameras, people; under a point of the container, or next to
// another one in a direction. Draws nothing and tells nobody.

import { at } from './case_marks.mjs'
import { PERSON_FLAGS, PRESENCE } from '../core/contract.mjs'

const REACH = 5 // CSS pixels beyond a person's dot
const BEFORE = 4 // CSS pixels that a case has ahead
const LEAST = 2 // CSS pixels: nearer ones lie on the spot, not in a direction

/**
 * A person in a slot; `id` null for one we may not name.
 * @param {Scene} scene
 * @param {number} slot
 * @returns {Target}
 */
function personAt({ people, dots }, slot) {
  const { x, y } = dots.painted(slot)
  const { state, time, flags } = people.columns
  return {
    kind: 'person',
    id: people.idOf(slot),
    index: people.columns.index[slot],
    state: PRESENCE[state[slot]],
    time: time[slot],
    visiting: (flags[slot] & PERSON_FLAGS.visiting) !== 0,
    x,
    y,
  }
}

/**
 * The nearest of what is at a point of the container, a case before all that is hardly nearer; null where nothing can
 * be asked.
 * @param {Scene} scene
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
export function targetAt(scene, x, y) {
  const { marks, cameras, dots, view, look } = scene
  if (!view) return null
  const mark = marks.hit(x, y, view, look.unit)
  const camera = cameras.hit(x, y, view, look.unit)
  const slot = dots.selectable ? dots.nearest(x, y, dots.size / 2 / view.ratio + REACH) : -1
  return nearest(x, y, [
    mark && caseAt(mark, view),
    camera && { kind: 'camera', id: camera.id, x: camera.x, y: camera.y },
    slot < 0 ? null : personAt(scene, slot),
  ])
}

/**
 * @param {number} x
 * @param {number} y
 * @param {(Target | null)[]} found
 */
export function nearest(x, y, found) {
  const far = (/** @type {Target} */ one) =>
    Math.hypot(one.x - x, one.y - y) - (one.kind === 'case' ? BEFORE : 0)
  return found.reduce((best, one) => (one && (!best || far(one) < far(best)) ? one : best), null)
}

/**
 * @param {Mark} mark
 * @param {View} view
 * @returns {Target}
 */
function caseAt(mark, view) {
  const [x, y] = at(mark, view)
  return { kind: 'case', id: mark.id, x, y }
}

/**
 * All in sight, cases first; people only where one can be told from another.
 * @param {Scene} scene
 * @returns {Target[]}
 */
export function targetsOf(scene) {
  const { marks, cameras, dots, people, view } = scene
  if (!view) return []
  const inSight = (/** @type {Point} */ { x, y }) => x >= 0 && y >= 0 && x < view.width && y < view.height
  const cases = marks.drawn().map((mark) => caseAt(mark, view))
  const seen = cameras
    .drawn(view)
    .map(({ id, x, y }) => ({ kind: /** @type {const} */ ('camera'), id, x, y }))
  const slots = dots.selectable ? Array.from({ length: people.count }, (_, slot) => slot) : []
  return [...cases.reverse(), ...seen, ...slots.map((slot) => personAt(scene, slot))].filter(inSight)
}

/**
 * The next one from a point in a direction, [1, 0] being right; null at the edge.
 * @template {Point} T
 * @param {T[]} targets
 * @param {Point} from
 * @param {[number, number]} way
 * @returns {T | null}
 */
export function nextTo(targets, from, [right, down]) {
  /** @type {T | null} */
  let best = null
  let least = Infinity
  for (const one of targets) {
    const [dx, dy] = [one.x - from.x, one.y - from.y]
    const along = dx * right + dy * down
    const aside = Math.abs(dx * down) + Math.abs(dy * right)
    if (along <= LEAST || aside > 2 * along || along + 2 * aside >= least) continue
    least = along + 2 * aside
    best = one
  }
  return best
}
