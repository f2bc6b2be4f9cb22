// What narrows the list, as chips that can be taken off, and the panel in which they are chosen: over the list, by
// pointer or keys.

import { word } from '../../core/page.mjs'
import { byId, closest, make, setAttribute } from '../../core/dom.mjs'
import { count } from '../../core/numbers.mjs'
import { itemName, ofPair, shortName } from '../../core/names.mjs'
import { on } from '../../core/store.mjs'
import { KINDS, counted, none, some, toggled } from '../case/filters.mjs'
import { page } from '../case/page.mjs'
import { known, rows } from '../desk/socket.mjs'
import { look, view } from '../desk/view.mjs'
import { filterable } from './wanted.mjs'

const EVERY_MS = 1000
const MOVES = new Map([
  ['ArrowDown', 1],
  ['ArrowRight', 1],
  ['ArrowUp', -1],
  ['ArrowLeft', -1],
])

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

/** The panel is drawn anew only when what it says is other: the focus stays. */
function drawPanel() {
  if (panel().hidden) return
  const { filters } = view()
  const told = known() ? counted(filterable(), filters, page.matters) : {}
  const key = JSON.stringify([told, filters])
  if (panel().dataset.shown === key) return
  panel().dataset.shown = key
  const focused = panel().querySelector('[data-filter]:focus')?.dataset
  const close = make('button', 'small-button filter-close', word('close'))
  close.type = 'button'
  close.addEventListener('click', () => toggleFilters(false))
  panel().replaceChildren(close, ...KINDS.map((kind) => group(kind, told[kind] ?? [], filters[kind])))
  if (focused)
    buttons()
      .find(({ dataset }) => dataset.filter === focused.filter && dataset.value === focused.value)
      ?.focus()
}

/**
 * @param {string} kind
 * @param {[string, number][]} values
 * @param {string[]} chosen
 */
function group(kind, values, chosen) {
  const node = make('div', 'filter-group')
  node.setAttribute('role', 'group')
  node.setAttribute('aria-label', word(`filter_${kind}`))
  node.append(make('span', 'filter-title', word(`filter_${kind}`)))
  for (const [value, n] of values) {
    const button = make('button', 'filter-value')
    button.type = 'button'
    button.title = nameOf(kind, value)
    Object.assign(button.dataset, { filter: kind, value, count: String(n) })
    button.setAttribute('aria-pressed', String(chosen.includes(value)))
    button.append(make('span', 'filter-name', nameOf(kind, value)), make('b', 'filter-count', count(n)))
    button.addEventListener('click', () => toggle(kind, value))
    node.append(button)
  }
  return node
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
