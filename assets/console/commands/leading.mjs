// What those who lead do to a case that others have, and how it is answered: an order with a time, urging.

import { now } from '../../core/clock.mjs'
import { word } from '../../core/page.mjs'

const HOUR = 3_600_000
const USUAL_MS = 2 * HOUR
const LONGEST = 500 // characters of an order

/**
 * The acts, by their names; `withForm` asks and then gives the command.
 * @param {(record: CaseRow, what: string, name: string, fields: FormField[], more?: CommandData) => unknown} withForm
 * @returns {Record<string, (record: CaseRow) => unknown>}
 */
export const leading = (withForm) => ({
  supervise: (record) =>
    withForm(record, 'supervise', 'supervise', [
      { name: 'text', kind: 'text', label: word('form_order'), required: true, max: LONGEST },
      { name: 'answer_by', kind: 'until', label: word('form_answer_by'), from: now() + USUAL_MS },
    ]),
  withdraw_order: (record) =>
    withForm(record, 'withdraw_order', 'withdraw_order', [
      { name: 'reason', kind: 'text', label: word('form_reason'), required: true },
    ]),
  reply: (record) =>
    withForm(record, 'reply', 'reply', [
      { name: 'text', kind: 'text', label: word('form_reply'), required: true },
    ]),
  urge: (record) =>
    withForm(record, 'urge', 'urge', [{ name: 'note', kind: 'text', label: word('form_urge') }]),
})
