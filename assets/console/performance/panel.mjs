// Today's performance over the map: three tables, and the list behind every number. T opens it, Esc leaves it step by
// step; what is looked at stands in the address. The rest of the console goes on beside it.

import { now } from '../../core/clock.mjs'
import { dialogOpen } from '../../panels/dialogs.mjs'
import { word } from '../../core/page.mjs'
import { byId, activeElement, make, oncePerFrame, setAttribute, setText } from '../../core/dom.mjs'
import { count } from '../../core/numbers.mjs'
import { here } from '../../core/route.mjs'
import { on } from '../../core/store.mjs'
import { performanceList, performanceTable } from '../desk/api.mjs'
import { drawList } from './list.mjs'
import { KINDS, RATES, TOTAL, listOf, rateWords, readPanel, stepped, turned, writePanel } from './numbers.mjs'
import { Polling } from './polling.mjs'
import { PerformanceTable, nameOf } from './table.mjs'
import { Hold } from '../queue/grid_changes.mjs'
import { look, view } from '../desk/view.mjs'
import { exactly } from '../case/words.mjs'

const MOVES = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
])
const hold = new Hold()
let panel = readPanel('') // what is looked at
let parts = null
let from = null // who had the focus before
let wanted = null // who gets it once it is drawn

const draw = oncePerFrame(() => parts && drawNow())
const clocks = { now, steady: () => performance.now(), idle: () => document.hidden }
const table = new Polling({ ...clocks, tell: () => follow() })
const list = new Polling({ ...clocks, tell: () => draw() })

function change(next) {
  panel = { ...panel, ...next }
  const search = writePanel(location.search, panel)
  if (search !== location.search) history.replaceState(history.state, '', location.pathname + search)
  follow()
}

/** Only what is looked at is asked for. */
function follow() {
  const [code, { open, number, kind, of }] = [here(), panel]
  const listed = open && number !== null
  if (open && code && (!listed || table.data === null || table.key !== code))
    table.ask(code, () => performanceTable(code))
  else table.rest()
  const [whose, id] = of === TOTAL ? ['areas', 'all'] : [kind, of]
  if (listed && code)
    list.ask([code, whose, id, listOf(number)].join(' '), () =>
      performanceList(code, whose, id, listOf(number)),
    )
  else list.rest()
  draw()
}

export function togglePerformance() {
  if (panel.open) return close()
  from = document.activeElement
  wanted = () => parts.tabs.querySelector('[aria-selected="true"]')
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
    wanted = () => parts.board.querySelector(`[data-row="${CSS.escape(of)}"] [data-column="${number}"]`)
    change({ of: null, number: null })
  }
  return true
}

/** Whether this key was the panel's: arrows, while the focus is in it, and Esc. */
export function performanceKey(event) {
  const { key, target, shiftKey } = event
  if (!panel.open || dialogOpen() || shiftKey || !byId('performance').contains(target)) return false
  if (key === 'Escape') leavePerformance()
  else if (MOVES.has(key)) move(key)
  else return false
  event.preventDefault()
  return true
}

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

function build(host) {
  const tabs = make('div', 'performance-tabs')
  Object.assign(tabs.dataset, { line: 'tabs' })
  const kinds = make('div', 'performance-kinds')
  kinds.setAttribute('role', 'tablist')
  for (const kind of KINDS)
    kinds.append(button('performance-kind', word(`performance_${kind}`), { kind, role: 'tab' }))
  tabs.append(
    make('h2', 'performance-title', word('performance')),
    kinds,
    button('small-button performance-leave', word('close'), { leave: 'true' }),
  )
  const facts = make('p', 'performance-facts')
  facts.setAttribute('role', 'status')
  const [title, board, means] = [
    make('h3', 'performance-of'),
    make('div', 'performance-board'),
    make('p', 'performance-means'),
  ]
  const cases = make('div', 'performance-cases')
  const made = new PerformanceTable({ pressed: press, chosen: choose, grow: draw })
  const rows = make('div', 'performance-rows')
  rows.append(made.node, made.empty, made.more)
  board.append(rows, cases)
  host.append(tabs, facts, title, board, means)
  host.addEventListener('click', clicked)
  rows.addEventListener('pointermove', () => hold.entered(performance.now()))
  rows.addEventListener('pointerleave', () => hold.left())
  return { tabs, facts, title, board, means, cases, made, rows }
}

/** @typedef {{role?: string, [data: string]: string | undefined}} Attributes */

function button(className, text, /** @type {Attributes} */ { role, ...data }) {
  const node = make('button', className, text)
  node.type = 'button'
  if (role) node.setAttribute('role', role)
  Object.assign(node.dataset, data)
  return node
}

function clicked({ target }) {
  const kind = target.closest('.performance-kind')?.dataset.kind
  const id = target.closest('.performance-cases tr')?.querySelector('[data-case]')?.dataset.case
  if (kind) change({ kind, of: null, number: null })
  else if (target.closest('[data-leave]')) leavePerformance()
  else if (id) look({ case: id }, true)
}

const press = (column) => change({ sort: turned(panel.sort, column) })

function choose({ of, number }) {
  wanted = () =>
    parts.cases.querySelector('[data-case]') ??
    (list.data || list.failed ? parts.tabs.querySelector('[data-leave]') : null)
  hold.left()
  change({ of, number })
}

function drawNow() {
  const host = byId('performance')
  const listed = panel.number !== null
  host.hidden = !panel.open
  setAttribute(byId('performance-open'), 'aria-pressed', String(panel.open))
  if (!panel.open) return
  for (const node of parts.tabs.querySelectorAll('[data-kind]'))
    setAttribute(node, 'aria-selected', String(node.dataset.kind === panel.kind))
  setText(parts.tabs.querySelector('[data-leave]'), word(listed ? 'performance_back' : 'close'))
  parts.rows.hidden = listed
  parts.cases.hidden = parts.title.hidden = !listed
  tellFacts(host, listed ? list : table)
  if (listed) drawCases()
  else drawTable()
  const node = wanted?.()
  if (!node) return
  node.focus()
  wanted = null
}

function tellFacts(host, { data, failed }) {
  const at = data && exactly(data.as_of)
  host.classList.toggle('stale', failed !== null)
  const told = failed && { time: at, since: exactly(failed.since), reason: failed.reason }
  if (failed) setText(parts.facts, word(data ? 'performance_failed' : 'details_failed', told))
  else setText(parts.facts, data ? word('details_as_of', { time: at }) : word('details_loading'))
}

const held = () => parts.rows.contains(document.activeElement) || hold.held(performance.now())

function drawTable() {
  const { data } = table
  parts.rows.hidden = data === null || data.code !== here()
  if (!parts.rows.hidden) parts.made.draw(data, panel, held())
  tellMeaning(panel.sort.by, data?.total)
}

function drawCases() {
  const { number, of } = panel
  const row = of === TOTAL ? table.data?.total : table.data?.[panel.kind].find(({ id }) => id === of)
  const name = !row
    ? of
    : of === TOTAL
      ? word('performance_total', { name: nameOf(row, '', '') })
      : nameOf(row, table.key, panel.kind)
  const n = list.data ? count(list.data.total) : '…'
  setText(parts.title, word('performance_list_title', { name, number: word(`performance_${number}`), n }))
  parts.cases.classList.toggle('waiting', list.data === null)
  if (list.data) drawList(parts.cases, list.data, number, view().case)
  else parts.cases.replaceChildren()
  if (!list.data) delete parts.cases.dataset.shown
  tellMeaning(number, row)
}

/** What the column means; of a rate also where it comes from. */
function tellMeaning(column, row) {
  const rate = column in RATES && row ? ` ${rateWords(row, column)}` : ''
  setText(
    parts.means,
    column === 'name' ? word('performance_hint') : `${word(`performance_means_${column}`)}${rate}`,
  )
}

export function mountPerformance() {
  parts = build(byId('performance'))
  byId('performance-open').addEventListener('click', togglePerformance)
  addEventListener('popstate', () => change(readPanel(location.search)))
  panel = readPanel(location.search)
  draw()
  on('route', ({ how }) => (how === 'go' ? change({ of: null, number: null }) : follow()))
  on('view', () => panel.open && draw())
  on('placing', (placing) => placing && panel.open && close()) // a place is chosen on the map beneath
}
