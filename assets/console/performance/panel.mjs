// Today's performance over the map: three tables, and the list behind every number. T opens it, Esc leaves it step by
// step; what is looked at stands in the address. The rest of the console goes on beside it.

import { now } from '../../core/clock.mjs'
import { dialogOpen } from '../../panels/dialogs.mjs'
import { named, word } from '../../core/page.mjs'
import {
  activeElement,
  byId,
  childrenOf,
  closest,
  oncePerFrame,
  setAttribute,
  setText,
} from '../../core/dom.mjs'
import { count } from '../../core/numbers.mjs'
import { here } from '../../core/route.mjs'
import { on } from '../../core/store.mjs'
import { performanceList, performanceTable } from '../desk/api.mjs'
import { drawList } from './list.mjs'
import {
  MOVES,
  TOTAL,
  isRate,
  listOf,
  rateWords,
  readPanel,
  stepped,
  turned,
  writePanel,
} from './numbers.mjs'
import { build } from './parts.mjs'
import { Polling } from './polling.mjs'
import { nameOf } from './table.mjs'
import { Hold } from '../queue/grid_changes.mjs'
import { look, view } from '../desk/view.mjs'
import { exactly } from '../../core/moments.mjs'

/** @typedef {import('./parts.mjs').Parts} Parts */

const hold = new Hold()
let panel = readPanel('') // what is looked at
/** @type {Parts | null} */
let parts = null
/** @type {HTMLElement | null} */
let from = null // who had the focus before
/** @type {((parts: Parts) => HTMLElement | null) | null} */
let wanted = null // who gets it once it is drawn

const draw = oncePerFrame(() => {
  if (parts) drawNow(parts)
})
const clocks = { now, steady: () => performance.now(), idle: () => document.hidden }
/** @type {Polling<PerformanceTable>} */
const table = new Polling({ ...clocks, tell: () => follow() })
/** @type {Polling<PerformanceList>} */
const list = new Polling({ ...clocks, tell: () => draw() })

/** @param {Partial<PerformanceView>} next */
function change(next) {
  panel = { ...panel, ...next }
  const search = writePanel(location.search, panel)
  if (search !== location.search) history.replaceState(history.state, '', location.pathname + search)
  follow()
}

/** Only what is looked at is asked for. */
function follow() {
  const [code, { open, number, kind, of }] = [here(), panel]
  const listed = open && number !== null && of !== null
  if (open && code && (!listed || table.data === null || table.key !== code))
    table.ask(code, () => performanceTable(code))
  else table.rest()
  if (listed && code) {
    const [whose, id, column] = [of === TOTAL ? 'areas' : kind, of === TOTAL ? 'all' : of, listOf(number)]
    list.ask([code, whose, id, column].join(' '), () => performanceList(code, whose, id, column))
  } else list.rest()
  draw()
}

export function togglePerformance() {
  if (panel.open) return close()
  from = activeElement()
  wanted = ({ tabs }) => tabs.querySelector('[aria-selected="true"]')
  return change({ open: true, of: null, number: null })
}

function close() {
  change({ open: false, of: null, number: null })
  const back = from?.isConnected && from !== document.body ? from : byId('performance-open')
  if (byId('performance').contains(document.activeElement)) back.focus()
}

/** From the list to the table, from the table to the map; false when it is not open. */
export function leavePerformance() {
  if (!panel.open) return false
  if (panel.number === null) close()
  else {
    const { of, number } = panel
    wanted = ({ board }) =>
      board.querySelector(`[data-row="${CSS.escape(of ?? TOTAL)}"] [data-column="${number}"]`)
    change({ of: null, number: null })
  }
  return true
}

/**
 * Whether this key was the panel's: arrows, while the focus is in it, and Esc.
 * @param {KeyboardEvent} event
 */
export function performanceKey(event) {
  const { key, target, shiftKey } = event
  if (!panel.open || dialogOpen() || shiftKey || !byId('performance').contains(target)) return false
  if (key === 'Escape') leavePerformance()
  else if (MOVES.has(key)) move(key)
  else return false
  event.preventDefault()
  return true
}

/** @param {string} key */
function move(key) {
  /** @type {HTMLButtonElement[][]} */
  const lines = [...byId('performance').querySelectorAll('[data-line]')]
    .map((line) => [...line.querySelectorAll('button')])
    .filter((buttons) => buttons.length && buttons[0].checkVisibility())
  const active = activeElement()
  const at = lines.findIndex((buttons) => buttons.includes(active))
  if (at < 0) return lines[0][0].focus()
  const [line, place] = stepped(
    [at, lines[at].indexOf(active)],
    key,
    lines.map(({ length }) => length),
  )
  const { column } = active.dataset
  const under = line !== at && column && lines[line].find((button) => button.dataset.column === column)
  return (under || lines[line][place]).focus()
}

/** @param {MouseEvent} event */
function clicked(event) {
  const kind = closest(event, '.performance-kind')?.dataset.kind
  const id = closest(event, '.performance-cases tr')?.querySelector('[data-case]')?.dataset.case
  if (kind) change({ kind, of: null, number: null })
  else if (closest(event, '[data-leave]')) leavePerformance()
  else if (id) look({ case: id }, true)
}

/** @param {Sort['by']} column */
const press = (column) => change({ sort: turned(panel.sort, column) })

/** @param {{of: string, number: PerformanceNumber}} what */
function choose({ of, number }) {
  wanted = ({ cases, tabs }) =>
    cases.querySelector('[data-case]') ??
    (list.data || list.failed ? tabs.querySelector('[data-leave]') : null)
  hold.left()
  change({ of, number })
}

/** @param {Parts} parts */
function drawNow(parts) {
  const host = byId('performance')
  const listed = panel.number !== null
  host.hidden = !panel.open
  setAttribute(byId('performance-open'), 'aria-pressed', String(panel.open))
  if (!panel.open) return
  for (const node of childrenOf(parts.kinds))
    setAttribute(node, 'aria-selected', String(node.dataset.kind === panel.kind))
  setText(parts.leave, word(listed ? 'performance_back' : 'close'))
  parts.rows.hidden = listed
  parts.cases.hidden = parts.title.hidden = !listed
  tellFacts(parts, host, listed ? list : table)
  if (panel.number === null) drawTable(parts)
  else drawCases(parts, panel.number, panel.of ?? TOTAL)
  const node = wanted?.(parts)
  if (!node) return
  node.focus()
  wanted = null
}

/**
 * @param {Parts} parts
 * @param {HTMLElement} host
 * @param {Polling<PerformanceTable> | Polling<PerformanceList>} asked
 */
function tellFacts(parts, host, { data, failed }) {
  const time = data ? exactly(data.as_of) : ''
  host.classList.toggle('stale', failed !== null)
  if (failed) {
    const told = { time, since: exactly(failed.since), reason: failed.reason }
    setText(parts.facts, word(data ? 'performance_failed' : 'details_failed', told))
  } else setText(parts.facts, data ? word('details_as_of', { time }) : word('details_loading'))
}

/** @param {Parts} parts */
const held = ({ board }) => board.contains(document.activeElement) || hold.held(performance.now())

/** @param {Parts} parts */
function drawTable(parts) {
  const { data } = table
  const fits = data !== null && data.code === here()
  parts.rows.hidden = !fits
  if (fits) parts.made.draw(data, panel, held(parts))
  tellMeaning(parts, panel.sort.by, data?.total)
}

/**
 * @param {Parts} parts
 * @param {PerformanceNumber} number
 * @param {string} of
 */
function drawCases(parts, number, of) {
  const row = of === TOTAL ? table.data?.total : table.data?.[panel.kind].find(({ id }) => id === of)
  const n = list.data ? count(list.data.total) : '…'
  const name = row ? heading(row, of) : of
  setText(parts.title, word('performance_list_title', { name, number: word(`performance_${number}`), n }))
  parts.cases.classList.toggle('waiting', list.data === null)
  if (list.data) drawList(parts.cases, list.data, number, view().case, held(parts))
  else parts.cases.replaceChildren()
  if (!list.data) delete parts.cases.dataset.shown
  tellMeaning(parts, number, row)
}

/**
 * Whose list it is.
 * @param {PerformanceRow} row
 * @param {string} of
 */
const heading = (row, of) =>
  of === TOTAL ? word('performance_total', { name: named(row) }) : nameOf(row, table.key, panel.kind)

/**
 * What the column means; of a rate also where it comes from.
 * @param {Parts} parts
 * @param {Sort['by']} column
 * @param {PerformanceRow} [row]
 */
function tellMeaning(parts, column, row) {
  const rate = row && isRate(column) ? ` ${rateWords(row, column)}` : ''
  const key = column === 'name' ? 'performance_hint' : `performance_means_${column}`
  setText(parts.means, `${word(key)}${rate}`)
}

export function mountPerformance() {
  const host = byId('performance')
  parts = build(host, { pressed: press, chosen: choose, grow: draw })
  host.addEventListener('click', clicked)
  parts.board.addEventListener('pointermove', () => hold.entered(performance.now()))
  parts.board.addEventListener('pointerleave', () => {
    hold.left()
    draw()
  })
  byId('performance-open').addEventListener('click', togglePerformance)
  addEventListener('popstate', () => change(readPanel(location.search)))
  panel = readPanel(location.search)
  draw()
  on('route', ({ how }) => (how === 'go' ? change({ of: null, number: null }) : follow()))
  on('view', () => panel.open && draw())
  on('placing', (placing) => placing && panel.open && close()) // a place is chosen on the map beneath
}
