// What has happened to the case, the newest first: when, who, what, and what they said.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { hasWord, ofPair } from '../../core/names.mjs'
import { page } from '../case/page.mjs'
import { actorName, levelName } from '../case/words.mjs'
import { moment } from '../../core/moments.mjs'
import { heading, line, redraw } from './part.mjs'
import { ours, pictures } from './photos.mjs'

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawHistory(host, record, detail, at) {
  const history = detail?.history ?? []
  const names = namesOn(record, detail)
  redraw(host, [history, [...names]], () => {
    if (!history.length) return []
    return [heading(word('card_history')), ...[...history].reverse().map((event) => entry(event, at, names))]
  })
}

/**
 * Of those whom the card names anyway: a history calls nobody by an id alone who has a name beside it.
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @returns {Map<string, string>}
 */
function namesOn({ assignment, inspection }, detail) {
  const there = new Set(detail?.history.flatMap(({ actor, data }) => [actor, data.inspector]))
  const named = [assignment, inspection, detail?.caller, ...(detail?.responders ?? [])]
  return new Map(
    named.flatMap((one) =>
      one?.inspector && there.has(one.inspector) && one.name?.[0] ? [[one.inspector, ofPair(one.name)]] : [],
    ),
  )
}

/**
 * @param {CardEvent} event
 * @param {number} at
 * @param {Map<string, string>} names
 */
function entry({ time, actor, type, data }, at, names) {
  const what = hasWord(`event_${type}`) ? word(`event_${type}`) : type
  const nameOf = (/** @type {string | null} */ who) => names.get(who ?? '') ?? actorName(who)
  const node = line(
    'history-row',
    make('span', 'history-time', moment(time, at)),
    make('span', '', `${nameOf(actor)} ${what}`),
  )
  const told = said(data, at, nameOf)
  if (told) node.append(make('span', 'history-said', told))
  const shown = ours(data.photos)
  if (shown.length) node.append(pictures(shown))
  return node
}

/**
 * What of an event's data people want to read.
 * @param {EventData} data
 * @param {number} at
 * @param {(who: string | null) => string} nameOf
 */
function said(data, at, nameOf) {
  const department = data.department && page.departments?.[data.department]
  const pieces = [
    data.inspector && nameOf(data.inspector),
    department && ofPair(department),
    data.level && levelName(data.level),
    data.into,
    data.taken_from && word('history_taken_from', { who: actorName(data.taken_from) }),
    data.step && page.ladder[data.step - 1] && word(`role_${page.ladder[data.step - 1]}`),
    data.what && hasWord(`ask_${data.what}`) && word(`ask_${data.what}`),
    data.hours && word('history_hours', { n: data.hours }),
    data.due && word('history_due', { time: moment(data.due, at) }),
    data.until && word('history_until', { time: moment(data.until, at) }),
    data.reason && hasWord(`reason_${data.reason}`) ? word(`reason_${data.reason}`) : data.reason,
    data.recorded && word('recorded_at', { time: moment(data.recorded, at) }),
    data.answer_by && !data.dispatch && word('history_answer_by', { time: moment(data.answer_by, at) }),
    data.count && word('history_count', { n: data.count }),
    data.evidence && word(`evidence_${data.evidence}`),
    data.ok === false && word('history_not_good'),
    data.note,
    data.text,
    data.order_ended && word('history_order_ended', { who: actorName(data.order_ended) }),
  ]
  return pieces.filter((piece) => typeof piece === 'string' && piece).join(' · ')
}
