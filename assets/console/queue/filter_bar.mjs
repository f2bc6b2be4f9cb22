// What narrows the list, as chips that can be taken off, and the panel in which they are chosen: over the list, by
// pointer or keys.

import { word } from '../../core/page.mjs'
import { byId, closest, make, setAttribute, setText } from '../../core/dom.mjs'
import { count } from '../../core/numbers.mjs'
import { itemName, ofPair, shortName } from '../../core/names.mjs'
import { on } from '../../core/store.mjs'
import { KINDS, counted, inPlace, none, some, toggled } from '../case/filters.mjs'
import { page } from '../case/page.mjs'
import { known, rows } from '../desk/socket.mjs'
import { look, view } from '../desk/view.mjs'
import { Hold } from './grid_changes.mjs'
import { filterable } from './wanted.mjs'

const EVERY_MS = 1000
const MOVES = new Map([
  ['ArrowDown', 1],
  ['ArrowRight', 1],
  ['ArrowUp', -1],
  ['ArrowLeft', -1],
])

const hold = new Hold() // somebody's pointer in the panel
/** @type {Record<string, [string, number][]>} */
let drawn = {} // what the panel says
const panel = () => byId('filters')
const opener = () => byId('filter-open')

/**
 * A value as people read it.
 * @param {string} kind
 * @param {string} value
 */
function nameOf(kind, value) {
  if (kind === 'urgency') return word(value === 'urgent' ? 'tag_urgent' : 'filter_ordinary')
  if (kind === 'department')
    return page.departments[value] ? ofPair(page.departments[value]) : word('filter_none')
  if (kind === 'item') return itemName({ item: value, sos: value === 'sos' })
  return areaName(value)
}

/** @param {string} value the Chinese name */
function areaName(value) {
  if (!value) return word('filter_none')
  for (const { place } of rows().values()) if (place[0]?.[0] === value) return shortName(ofPair(place[0]))
  return value
}

/**
 * @param {string} kind
 * @param {string} value
 */
const toggle = (kind, value) => look({ filters: toggled(view().filters, kind, value) })

export const clearFilters = () => look({ filters: none() })

/** A chip for each value that narrows. */
function drawBar() {
  const { filters } = view()
  const bar = byId('filter-bar')
  const chips = KINDS.flatMap((kind) => filters[kind].map((value) => chip(kind, value)))
  const key = JSON.stringify([filters, chips.map(({ title }) => title)])
  if (bar.dataset.shown === key) return
  const focused = bar.contains(document.activeElement)
  bar.dataset.shown = key
  bar.replaceChildren(...chips, ...(chips.length > 1 ? [clear()] : []))
  if (focused) opener().focus()
}

/**
 * @param {string} kind
 * @param {string} value
 */
function chip(kind, value) {
  const node = make('button', 'chip')
  const name = nameOf(kind, value)
  node.type = 'button'
  node.dataset.filter = kind
  node.dataset.value = value
  node.title = word('filter_off', { name })
  node.append(make('span', 'chip-name', name), make('span', 'chip-off', '×'))
  node.addEventListener('click', () => toggle(kind, value))
  return node
}

function clear() {
  const node = make('button', 'chip-clear', word('filter_clear'))
  node.type = 'button'
  node.addEventListener('click', clearFilters)
  return node
}

/** While somebody is in the panel its values stay where they are, and only their counts go on. */
function drawPanel() {
  if (panel().hidden) return
  const { filters } = view()
  const fresh = known() ? counted(filterable(), filters, page.matters) : {}
  drawn = held() ? inPlace(drawn, fresh) : fresh
  const key = JSON.stringify(KINDS.map((kind) => (drawn[kind] ?? []).map(([value]) => value)))
  if (panel().dataset.shown !== key) build(key)
  for (const button of buttons()) {
    const { filter: kind = '', value = '' } = button.dataset
    tell(button, drawn[kind]?.find(([one]) => one === value)?.[1] ?? 0, filters[kind].includes(value))
  }
}

const held = () =>
  buttons().length > 0 && (panel().contains(document.activeElement) || hold.held(performance.now()))

/** @param {string} key */
function build(key) {
  panel().dataset.shown = key
  const close = make('button', 'small-button filter-close', word('close'))
  close.type = 'button'
  close.addEventListener('click', () => toggleFilters(false))
  panel().replaceChildren(close, ...KINDS.map((kind) => group(kind, drawn[kind] ?? [])))
}

/**
 * @param {string} kind
 * @param {[string, number][]} values
 */
function group(kind, values) {
  const node = make('div', 'filter-group')
  node.setAttribute('role', 'group')
  node.setAttribute('aria-label', word(`filter_${kind}`))
  node.append(make('span', 'filter-title', word(`filter_${kind}`)))
  for (const [value] of values) {
    const button = make('button', 'filter-value')
    button.type = 'button'
    button.title = nameOf(kind, value)
    Object.assign(button.dataset, { filter: kind, value })
    button.append(make('span', 'filter-name', nameOf(kind, value)), make('b', 'filter-count'))
    button.addEventListener('click', () => toggle(kind, value))
    node.append(button)
  }
  return node
}

/**
 * @param {HTMLElement} button
 * @param {number} n
 * @param {boolean} chosen
 */
function tell(button, n, chosen) {
  setAttribute(button, 'data-count', String(n))
  setAttribute(button, 'aria-pressed', String(chosen))
  const said = button.querySelector('.filter-count')
  if (said) setText(said, count(n))
}

/** @returns {HTMLElement[]} */
const buttons = () => [...panel().querySelectorAll('[data-filter]')]

/** @param {boolean} [wanted] */
export function toggleFilters(wanted) {
  const open = wanted ?? panel().hidden
  if (open !== panel().hidden) return false
  const inside = panel().contains(document.activeElement)
  panel().hidden = !open
  delete panel().dataset.shown
  panel().replaceChildren()
  opener().setAttribute('aria-expanded', String(open))
  drawPanel()
  if (open) buttons()[0]?.focus()
  else if (inside) opener().focus()
  return true
}

/** @param {KeyboardEvent} event */
function steer(event) {
  const by = MOVES.get(event.key)
  if (event.key === 'Escape') toggleFilters(false)
  else if (by) {
    const all = buttons()
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement))
    all[(at + by + all.length) % all.length]?.focus()
  } else return
  event.preventDefault()
  event.stopPropagation()
}

export function mountFilters() {
  opener().addEventListener('click', () => toggleFilters())
  panel().addEventListener('keydown', steer)
  panel().addEventListener('pointermove', () => hold.entered(performance.now()))
  panel().addEventListener('pointerleave', () => hold.left())
  setAttribute(panel(), 'aria-label', word('filter'))
  document.addEventListener(
    'click',
    (event) =>
      closest(event, 'html') &&
      !closest(event, '#filters, #filter-bar, #filter-open') &&
      toggleFilters(false),
  )
  on('view', () => {
    drawBar()
    drawPanel()
  })
  setInterval(() => {
    drawBar()
    drawPanel()
  }, EVERY_MS)
}

/** Whether any narrows the list now. */
export const filtering = () => some(view().filters)
