// The queue: which lines the grid shows under the tab and the search, in order, and still while somebody is in it.

import { TABS } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { byId, childrenOf, closest, make, part, setAttribute, setWhole } from '../../core/dom.mjs'
import { writeNumber } from '../../core/numbers.mjs'
import { emit, on } from '../../core/store.mjs'
import { known, rows } from '../desk/socket.mjs'
import { handGrid } from './grid.mjs'
import { pressing } from '../case/rank.mjs'
import { drawEmpty } from './empty.mjs'
import { Hold, Shown } from './grid_changes.mjs'
import { marksOf } from './map_marks.mjs'
import { look, view } from '../desk/view.mjs'
import { found } from './search.mjs'
import { narrowed, wanted } from './wanted.mjs'

const EVERY_MS = 1000
const shown = new Shown()
const hold = new Hold()
/** @type {import('./grid.mjs').QueueGrid | null} */
let grid = null
let about = '' // the view the lines are of
/** @type {ReturnType<typeof setTimeout> | null} */
let timer = null

function update() {
  timer = null
  if (!grid) return
  const told = view()
  const { lines, counts } = wanted()
  const key = JSON.stringify([told.tab, told.q, told.filters, byId('wall').dataset.area])
  const held = hold.held(performance.now())
  if (key !== about) {
    about = key
    grid.whole(shown.begin(lines))
    tellWaiting([])
  } else {
    const { add, update: changed, remove, waiting } = shown.change(lines, rows(), held, told.case, pressing)
    if (add.length || changed.length || remove.length) grid.change({ add, update: changed, remove })
    tellWaiting(waiting)
  }
  tellTabs(known() ? counts : {})
  drawEmpty(known() ? shown.ids.length : null, counts)
  if (known()) byId('queue-place').dataset.lines = String(shown.ids.length)
  const listed = lines.sort((a, b) => a.order - b.order).map(({ row }) => row)
  emit('marks', marksOf(listed, rows(), told.case))
  if (known()) emit('listed', { rows: listed, narrowed: narrowed(), key: `${key} ${found(told.q).size}` })
}

const soon = () => (timer ??= setTimeout(update, EVERY_MS))
function atOnce() {
  clearTimeout(timer ?? undefined)
  update()
}

/** @param {Record<string, number>} told */
function tellTabs(told) {
  for (const node of childrenOf(byId('tabs'))) {
    const { tab } = node.dataset
    writeNumber(part(node, 'count'), told[tab])
    setAttribute(node, 'data-value', String(told[tab] ?? ''))
    setAttribute(node, 'aria-selected', String(tab === view().tab))
  }
}

/**
 * Who waits behind a queue that somebody holds still; nothing jumps, and nothing is hidden.
 * @param {CaseRow[]} waiting
 */
function tellWaiting(waiting) {
  const bar = byId('queue-bar')
  const text = waiting.length ? word('queue_waiting', { n: waiting.length }) : ''
  if (bar.dataset.text === text) return
  bar.dataset.text = text
  const node = text ? make('button', 'queue-waiting') : make('span', 'second')
  setWhole(node, text || word('queue_order'))
  if (node instanceof HTMLButtonElement) {
    node.type = 'button'
    node.addEventListener('click', release)
  }
  bar.replaceChildren(node)
}

function release() {
  hold.release()
  atOnce()
}

/**
 * The case `by` lines from the one looked at; from none, the first.
 * @param {number} by
 */
export function step(by) {
  if (!grid) return
  hold.pressed(performance.now())
  const ids = grid.order()
  const at = ids.indexOf(view().case ?? '')
  const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]
  if (next) look({ case: next })
}

export function nextTab() {
  look({ tab: TABS[(TABS.indexOf(view().tab) + 1) % TABS.length] })
}

/** The rows on the list, in order: what is done to many is done to these. */
export const listed = () => shown.ids.flatMap((id) => rows().get(id) ?? [])

export function mountQueue() {
  const place = byId('queue-place')
  place.addEventListener('pointermove', () => hold.entered(performance.now()))
  place.addEventListener('wheel', () => hold.entered(performance.now()), { passive: true })
  place.addEventListener('pointerleave', () => {
    hold.left()
    soon()
  })
  byId('tabs').addEventListener('click', (/** @type {MouseEvent} */ event) => {
    const tab = closest(event, '[data-tab]')?.dataset.tab
    if (tab) look({ tab })
  })
  on('area', ({ code }) => setAttribute(byId('wall'), 'data-area', code))
  on('view', ({ case: id }) => {
    if (!grid) return
    atOnce()
    grid.select(id)
  })
  on('queue', ({ whole }) => (whole ? atOnce() : soon()))
  setInterval(soon, EVERY_MS) // time alone moves cases from tab to tab
  handGrid({
    picked: (id) => {
      hold.entered(performance.now())
      look({ case: id })
    },
    ready(made) {
      grid = made
      update()
      grid.select(view().case)
    },
  })
  tellTabs({})
  tellWaiting([])
}
