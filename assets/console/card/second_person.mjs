// A wish that waits for a second person: what, by whom, why.

import { now } from '../../core/clock.mjs'
import { SEATED } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { page } from '../case/page.mjs'
import { actorName } from '../case/words.mjs'
import { moment } from '../../core/moments.mjs'
import { redraw } from './part.mjs'

const HOUR = 3_600_000
const LEADING = SEATED.slice(1)

/**
 * What would be granted: hours, the deadline as it is and as it would be.
 * @param {CaseRow} record
 * @param {EventData} data of the event that asked
 */
export function figuresOf({ due }, { hours, until }) {
  const at = now()
  if (hours && due)
    return word('asked_extend', { hours, before: moment(due, at), after: moment(due + hours * HOUR, at) })
  if (until) return word('asked_defer', { until: moment(until, at) })
  return ''
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawSecondPerson(host, record, detail) {
  const said = detail?.history.findLast(({ type }) => type === 'asked')
  const asked = record.asked && { ...record.asked, reason: said?.data.reason }
  redraw(host, asked && [asked.what, asked.by, asked.reason ?? '', record.due], () => {
    if (!asked) return []
    const own = asked.by === page.viewer.id
    const key = own ? 'asked_own' : LEADING.includes(page.viewer.role) ? 'asked_other' : 'asked_waits'
    const text = word(key, { who: actorName(asked.by), what: word(`ask_${asked.what}`) })
    const figures = figuresOf(record, said?.data ?? {})
    return [
      make('p', 'notice', [text, asked.reason].filter(Boolean).join(word('colon'))),
      ...(figures ? [make('p', 'notice figures', figures)] : []),
    ]
  })
}
