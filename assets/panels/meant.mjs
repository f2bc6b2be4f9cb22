// What somebody means that can go on a screen: what they point at, what they chose, or the area shown. Sends nothing.

import { COUNTERS } from '../core/contract.mjs'
import { titleOf } from '../core/names.mjs'
import { named, page, word } from '../core/page.mjs'
import { here } from '../core/route.mjs'
import { last } from '../core/store.mjs'
import { areaName } from './area_names.mjs'
import { counterName } from './shown_words.mjs'

/** What of the page can be pointed at; each is a whole, whatever of it is under the pointer. */
export const POINTED = '[data-case], .camera-panel[data-camera], .tile[data-area], [data-counter]'

const shown = () => here() ?? page.scope

/**
 * @param {string} id
 * @returns {Thing}
 */
export function caseThing(id) {
  const rows = last('marks')?.rows ?? last('state')?.state.cases ?? []
  const record = rows.find((row) => row.id === id)
  return {
    name: record ? titleOf(record) : `${word('thing_case')} ${id}`,
    content: { kind: 'case', id, area: /** @type {any} */ (record)?.area ?? shown() },
  }
}

/**
 * @param {string} id
 * @returns {Thing}
 */
function cameraThing(id) {
  const camera = last('cameras')?.rows.find((row) => row.id === id)
  const name = camera ? named(camera) : id
  return { name: `${word('thing_camera')} ${name}`, content: { kind: 'camera', id, area: shown() } }
}

/**
 * @param {{lat: number, lon: number}} aim
 * @returns {Thing}
 */
export function placeThing({ lat, lon }) {
  const near = `${lat.toFixed(5)}, ${lon.toFixed(5)}`
  return { name: `${word('thing_place')} ${near}`, content: { kind: 'place', area: shown(), lat, lon } }
}

/**
 * @param {string} code
 * @returns {Thing}
 */
const areaThing = (code) => ({
  name: `${word('thing_area')} ${areaName(code)}`.trim(),
  content: { kind: 'area', area: code },
})

/**
 * What an element of the page stands for.
 * @param {Element | null} node
 * @returns {Thing | null}
 */
export function thingOf(node) {
  const { dataset } = /** @type {HTMLElement} */ (node?.closest(POINTED) ?? {})
  if (!dataset) return null
  if (dataset.case) return caseThing(dataset.case)
  if (dataset.camera) return cameraThing(dataset.camera)
  if (dataset.area) return areaOfTile(/** @type {HTMLElement} */ (node?.closest(POINTED)))
  const counter = dataset.counter ?? ''
  const tile = /** @type {HTMLElement | null} */ (node?.closest('.tile[data-area]'))
  if (tile) return areaOfTile(tile)
  if (!COUNTERS.includes(counter)) return null
  const name = `${areaName(shown())} ${counterName(counter)}`.trim()
  return { name, content: { kind: 'counter', id: counter, area: shown() } }
}

/**
 * What is left over leads nowhere: it is of the area shown.
 * @param {HTMLElement} tile
 */
const areaOfTile = (tile) => (tile.matches('a') ? areaThing(tile.dataset.area ?? '') : areaThing(shown()))

/** A case or a camera of the map under the pointer, or the keyboard's mark. */
export function onTheMap() {
  const target = last('pointed')
  if (target?.kind === 'case') return caseThing(target.id)
  return target?.kind === 'camera' ? cameraThing(target.id) : null
}

/**
 * What has the focus by key, what is under the pointer, what was chosen, a place of the map, or the area shown.
 * @returns {Thing}
 */
export function meant() {
  const pointed = [...document.querySelectorAll(':hover')].at(-1) ?? null
  const found = thingOf(document.querySelector(':focus-visible')) ?? thingOf(pointed) ?? onTheMap()
  if (found) return found
  const selected = last('select')
  if (selected?.kind === 'case' && selected.id) return caseThing(selected.id)
  const aim = last('aim')
  return aim ? placeThing(aim) : areaThing(shown())
}
