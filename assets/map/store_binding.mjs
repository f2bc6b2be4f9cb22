// From the store to the map: a new area, its cases, what is selected, the wish to see the whole area again.

import { prepare } from './area.mjs'
import { loadStreets } from './streets.mjs'
import { now } from '../core/clock.mjs'
import { readLook } from './style_metrics.mjs'
import { named, page } from '../core/page.mjs'
import { shortName } from '../core/names.mjs'
import { warnedCodes } from './warned_areas.mjs'
import { nextLate } from '../core/case_status.mjs'
import { emit, last, on } from '../core/store.mjs'

const VAGUE_M = 1200 // around a case of which only the area is known
const LONGEST_MS = 3_600_000 // a timer holds no more than 24 days, and the server's clock may be measured anew

/**
 * `parts`: {box, scene, ground, painter, viewpoint}.
 * @param {MapParts} parts
 */
export function followStore(parts) {
  on('area', (payload) => enter(parts, payload))
  on('frame', parts.painter.take)
  if (page.kind !== 'console')
    on('state', ({ changed, state }) => changed.has('cases') && showCases(parts, state.cases))
  else on('marks', ({ rows, dim }) => showCases(parts, rows, dim))
  on('select', (selected) => select(parts, selected))
  on('cameras', ({ rows }) => showCameras(parts, rows))
  on('lit', (code) => light(parts, code))
  on('pointed', (target) => aim(parts, target))
  on('warnings', (told) => {
    parts.scene.warned = warnedCodes(told)
    parts.painter.touch('top')
  })
  on('refit', () => parts.viewpoint.refit())
  on('legend', () => resize(parts))
  new ResizeObserver(() => resize(parts)).observe(parts.box)
}

/**
 * @param {MapParts} mapParts
 * @param {Area} payload
 */
function enter({ box, scene, ground, painter, viewpoint }, payload) {
  const area = prepare(payload)
  const isFirst = scene.area === null
  scene.area = area
  scene.hovered = null
  scene.chosen = null
  scene.look = readLook(box)
  scene.labels.show(area.children, (child) => shortName(named(child)))
  ground.show(area)
  if (page.basemap?.lines) {
    dropStreets()
    dropStreets = loadStreets(area, (streets) => ground.lay(streets))
  }
  viewpoint.enter(area.bounds)
  painter.touch('view', 'ground', 'people', 'top')
  if (!isFirst && last('select')?.kind) emit('select', { kind: null, moved: true })
}

let dropStreets = () => {} // those of the area left
/** @type {any} */
let turning = 0 // timer: when the next case becomes late, its mark turns
/** @type {string | null} */
let awaited = null // the case selected before its mark was here

/**
 * @param {MapParts} parts
 * @param {Case[]} cases
 * @param {Set<string>} [dim]
 */
function showCases(parts, cases, dim) {
  const { scene, painter } = parts
  clearTimeout(turning)
  scene.marks.show(cases, now(), dim)
  if (scene.chosen?.kind === 'case') scene.chosen = chosenCase(scene, scene.chosen.id)
  painter.touch('names', 'top')
  if (awaited !== null && scene.marks.find(awaited)) select(parts, { kind: 'case', id: awaited })
  const next = nextLate(cases, now())
  if (next !== null) turning = setTimeout(showCases, Math.min(next - now(), LONGEST_MS), parts, cases, dim)
}

/**
 * @param {MapParts} mapParts
 * @param {Camera[]} rows
 */
function showCameras({ scene, painter }, rows) {
  scene.cameras.show(rows)
  painter.touch('names', 'top')
}

/**
 * @param {MapParts} mapParts
 * @param {Selected} selected
 */
function select({ scene, painter, viewpoint }, { kind, id = '' }) {
  const mark = kind === 'case' ? chosenCase(scene, id) : null
  const slot = kind === 'person' ? scene.people.slotOf(id) : -1
  scene.chosen = null
  awaited = kind === 'case' && !mark ? id : null
  if (mark) {
    scene.chosen = mark
    viewpoint.visit(mark.lat, mark.lon, [], mark.vague ? VAGUE_M : undefined)
  } else if (slot >= 0) {
    scene.chosen = personAt(scene.people, id)
    viewpoint.include(scene.people.columns, slot)
  } else if (kind === null) viewpoint.back()
  painter.touch('top')
}

/**
 * @param {Scene} scene
 * @param {string} id
 * @returns {ChosenCase | null}
 */
function chosenCase({ marks }, id) {
  const mark = marks.find(id)
  return mark && { ...mark, kind: 'case' }
}

/**
 * @param {MapParts} parts
 * @param {string | null} code
 */
function light({ scene, painter }, code) {
  scene.hovered = scene.area?.children.find((child) => child.code === code) ?? null
  painter.touch('top')
}

/**
 * @param {MapParts} parts
 * @param {Target | null} target
 */
function aim({ scene, painter }, target) {
  const before = scene.aimed
  scene.aimed = target?.byKey ? { x: target.x, y: target.y } : null
  if (before || scene.aimed) painter.touch('top')
}

// Asked at each paint: the person moves, and the ring with them.
/**
 * @param {any} people
 * @param {string} id
 * @returns {Scene['chosen']}
 */
function personAt(people, id) {
  /** @param {'x' | 'y'} axis */
  const place = (axis) => {
    const slot = people.slotOf(id)
    return slot < 0 ? Number.NaN : people.columns[axis][slot]
  }
  return {
    kind: 'person',
    get x() {
      return place('x')
    },
    get y() {
      return place('y')
    },
  }
}

function resize(/** @type {MapParts} */ { box, scene, ground, painter, viewpoint }) {
  scene.look = readLook(box)
  ground.jump()
  viewpoint.resized()
  painter.touch('view', 'ground', 'people', 'top')
}
