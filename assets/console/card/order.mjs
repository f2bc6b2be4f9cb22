// An order of somebody who leads, with its clock or its answer; how often somebody was urged; who is sent to look.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { actorName, sentTo, span } from '../case/words.mjs'
import { moment } from '../../core/moments.mjs'
import { redraw } from './part.mjs'

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawOrder(host, record, detail, at) {
  const lines = [...orderLines(record, at), ...urgedLines(record, at), ...inspectionLines(record, at)]
  redraw(host, lines, () => lines.map(([kind, text]) => make('p', `notice order-${kind}`, text)))
}

/**
 * @param {CaseRow} record
 * @param {number} at
 * @returns {[string, string][]}
 */
export function orderLines({ order, reply_by: waits }, at) {
  if (!order) return []
  const who = actorName(order.by)
  if (!waits)
    return [
      ['told', word('order_answered', { who, text: order.text })],
      [
        'answer',
        word('order_answer', {
          who: actorName(order.answered_by),
          time: moment(order.answered_at ?? 0, at),
          text: order.answer ?? '',
        }),
      ],
    ]
  const late = at >= waits
  const left = word(late ? 'order_late' : 'order_left', { age: span(Math.abs(waits - at)) })
  const text = word('order_waits', { who, time: moment(waits, at), text: order.text })
  return [[late ? 'late' : 'waits', `${text} · ${left}`]]
}

/**
 * @param {CaseRow} record
 * @param {number} at
 * @returns {[string, string][]}
 */
const urgedLines = ({ urged, urged_at: last }, at) =>
  urged ? [['urged', word('urged_times', { n: urged, time: moment(last ?? 0, at) })]] : []

/**
 * @param {CaseRow} record
 * @param {number} at
 * @returns {[string, string][]}
 */
function inspectionLines({ inspection }, at) {
  if (!inspection) return []
  const { accepted_at: accepted, arrived_at: there, unanswered_at: silent } = inspection
  const how = there ? 'there' : accepted ? 'goes' : silent ? 'unanswered' : 'waits'
  const time = moment(inspection.at, at)
  return [['inspection', word(`inspection_${how}`, { who: sentTo(inspection), time })]]
}
