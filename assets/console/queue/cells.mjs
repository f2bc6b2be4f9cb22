// The cells of the queue: what ag-grid draws for a line. React elements with text only; the tick tells them the time.

import { now } from '../../core/clock.mjs'
import { itemName, ofPair, placeName } from '../../core/names.mjs'
import { word } from '../../core/page.mjs'
import { last } from '../../core/store.mjs'
import { calling, markOf, wordOf } from '../../core/case_status.mjs'
import { helpOf } from '../../panels/call_words.mjs'
import { unclaimed } from '../case/rank.mjs'
import { clockOf } from '../case/timing.mjs'
import { actorName, clockWords, sentTo } from '../case/words.mjs'

/** @param {[component: string | Function, props: object, ...children: unknown[]]} told */
const make = (...told) => window.React.createElement(...told)

/**
 * A text that may be shortened, whole on hover.
 * @param {string} key
 * @param {string} className
 * @param {string} text
 */
const line = (key, className, text) => make('div', { key, className, title: text }, text)

function Mark(/** @type {{data: Line}} */ { data: { row } }) {
  const kind = markOf(row, now())
  return make('span', { className: `mark ${kind}`, title: word(wordOf(row, now()), { age: '' }) })
}

function Case(/** @type {{data: Line}} */ { data: { row } }) {
  const tags = [
    row.unfiled && 'tag_unfiled',
    row.unverified && 'tag_unverified',
    row.urgent && !row.sos && 'tag_urgent',
    row.reply_by && 'tag_ordered',
    row.inspection && 'tag_inspecting',
    row.asked && 'tag_asked',
    row.returned > 0 && 'tag_returned',
  ]
  const shown = tags
    .filter((key) => typeof key === 'string')
    .map((key) => make('span', { key, className: 'tag' }, word(key)))
  const place = placeName(row)
  const what = [itemName(row), row.caller ? ofPair(row.caller) : ''].filter(Boolean).join(' · ')
  return make('div', { className: 'cell-case', 'data-case': row.id }, [
    make('b', { key: 'what', className: 'cell-what', title: what }, what),
    make('div', { key: 'where', className: 'cell-where' }, [...shown, line('place', 'cell-place', place)]),
  ])
}

const SHORT = 8 // characters in the size of the list: "12 小时 5 分" has more
const SAYS_WHO = new Set(['claim', 'unclaimed']) // clocks that tell by themselves that nobody has it

function Clock(/** @type {{data: Line}} */ { data: { row } }) {
  const at = now()
  const clock = clockOf(row, at)
  const [shown, usual] = clockWords(clock, at)
  const helped = clock.kind === 'helped'
  const what = helped ? helpWords(row) : usual
  const long = shown.length > SHORT ? 'long' : ''
  return make('div', { className: `cell-clock ${clock.tone} clock-${clock.kind} ${long}` }, [
    make('b', { key: 'shown' }, shown),
    line('what', 'cell-means', what),
    line('who', 'cell-beside', beside(row, clock.kind)), // where it has no column
  ])
}

/**
 * How far help is from whoever calls; who is on the way stands beneath.
 * @param {CaseRow} row
 */
function helpWords(row) {
  const told = last('state')?.state.calls[row.id]
  const minutes = told?.sent ? told.minutes : null
  return minutes === null ? helpOf(told, sentTo(row.assignment)) : word('queue_minutes', { n: minutes })
}

/**
 * Beneath the clock of a narrow list: who goes to a call, or whose a case is and how it stands.
 * @param {CaseRow} row
 * @param {string} kind
 */
function beside(row, kind) {
  if (SAYS_WHO.has(kind)) return ''
  const owner = unclaimed(row) ? '' : actorName(row.owner)
  if (calling(row)) return sentTo(row.assignment) || owner
  return [owner, word(`state_${row.state}`)].filter(Boolean).join(' · ')
}

/**
 * Who has it and whom it was sent to: what is known of both.
 * @param {CaseRow} row
 * @returns {[string, string]}
 */
export function whoLines(row) {
  const sent = sentTo(row.assignment)
  const state = word(`state_${row.state}`)
  return [
    unclaimed(row) ? word('owner_none') : actorName(row.owner) || word('owner_none'),
    sent ? `${sent} ${state}` : state,
  ]
}

function Who(/** @type {{data: Line}} */ { data: { row } }) {
  const [told, state] = whoLines(row)
  const owner = SAYS_WHO.has(clockOf(row, now()).kind) ? '' : told // its clock says that nobody has it
  const owned = row.owner ? 'cell-owner' : 'cell-owner none'
  return make('div', { className: 'cell-who' }, [
    line('owner', owned, owner),
    line('state', 'cell-state', state),
  ])
}

/** For dash-ag-grid, which looks its renderers up by name. */
export function offerCells() {
  const all = (window.dashAgGridComponentFunctions ??= {})
  Object.assign(all, { QueueMark: Mark, QueueCase: Case, QueueClock: Clock, QueueWho: Who })
}
