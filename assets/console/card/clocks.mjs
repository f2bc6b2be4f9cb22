// The clocks of a case in words: the one that must be heeded, large, and the limit with its kind of time beside it.

import { word } from '../../core/page.mjs'
import { make, setWhole } from '../../core/dom.mjs'
import { calling, ended, late } from '../../core/case_status.mjs'
import { clockOf } from '../case/timing.mjs'
import { clockWords, hours, limitWords, span } from '../case/words.mjs'
import { exactly, moment } from '../../core/moments.mjs'
import { redraw } from './part.mjs'

/**
 * The large figure: minutes and seconds of what people watch run, else two units.
 * @param {Clock} clock
 * @param {number} at
 * @param {CaseRow} record
 */
function figure(clock, at, record) {
  const { kind, ms, at: end } = clock
  if (kind === 'ended') return word(`state_${record.state}`)
  const told = kind !== 'verify' && (ms !== undefined || end)
  return told ? clockWords(clock, at)[0] : word(`figure_${kind}`)
}

/**
 * What the server says is left, in the limit's own kind of time, counted in hours.
 * @param {number | null | undefined} left
 * @param {string} limit
 */
function leftOf(left, limit) {
  if (typeof left !== 'number' || !limit) return ''
  const kind = limit.split(' ')[1]
  return word(`left_${kind}`, { time: kind.startsWith('work') ? hours(left) : span(left) })
}

/** @param {string} text */
function said(text) {
  const node = make('span', 'card-clock-words')
  setWhole(node, text)
  return node
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawClocks(host, record, detail, at) {
  const clock = clockOf(record, at)
  const overdue = late(record, at)
  const heard = record.acknowledged?.at ? word('clock_heard', { time: exactly(record.acknowledged.at) }) : ''
  const second = [
    calling(record)
      ? heard
      : record.limit
        ? word('clock_limit', { limit: limitWords(record.limit) })
        : word('limit_none'),
    overdue || ended(record) ? '' : leftOf(detail?.left, record.limit),
    record.due && clock.kind !== 'due' && !ended(record)
      ? word('clock_ends', { at: moment(record.due, at) })
      : '',
    record.paused ? word('clock_paused_since', { at: moment(record.paused.since, at) }) : '',
    record.assignment?.accepted_at
      ? word('clock_accepted', { time: exactly(record.assignment.accepted_at) })
      : '',
  ].filter(Boolean)
  const large = figure(clock, at, record)
  const runs = /^\d/.test(large) && !clock.at
  redraw(host, [large, clock.kind, clock.tone, second], () => [
    make('b', `card-figure ${clock.tone}${runs ? '' : ' words'}`, large),
    said([word(`means_${clock.kind}`), ...second].join(' · ')),
  ])
}
