// How what was fed back is verified: a photo or an inspection is evidence by itself, else whoever saw it is written
// down; or somebody is sent to look.

import { word } from '../../core/page.mjs'
import { ofPair } from '../../core/names.mjs'
import { last } from '../../core/store.mjs'

/** @typedef {(record: CaseRow, what: string, name: string, fields: FormField[], more?: CommandData) => unknown} WithForm */

/**
 * The acts, by their names; `give` gives a command at once, `withForm` asks first.
 * @param {WithForm} withForm
 * @param {(record: CaseRow, what: string, data: CommandData) => unknown} give
 * @returns {Record<string, (record: CaseRow) => unknown>}
 */
export const checking = (withForm, give) => ({
  verify: (record) =>
    record.evidence
      ? give(record, 'verify', { ok: true })
      : withForm(
          record,
          'verify',
          'verify',
          [{ name: 'note', kind: 'text', label: word('form_seen'), required: true }],
          { ok: true },
        ),
  inspect: (record) =>
    withForm(record, 'inspect', 'inspect', [
      whoLooks(record),
      { name: 'note', kind: 'text', label: word('form_note_optional') },
    ]),
})

/**
 * Those near, without whoever handled it; by their id where nobody is known to be near.
 * @param {CaseRow} record
 * @returns {FormField}
 */
function whoLooks(record) {
  const told = last('detail')
  const near = told?.id === record.id ? (told.detail?.responders ?? []) : []
  const options = near
    .filter(({ inspector }) => inspector !== record.assignment?.inspector)
    .map(({ inspector, name, seconds }) => ({
      value: inspector,
      text: `${ofPair(name)} · ${word('near_minutes', { n: Math.max(1, Math.round(seconds / 60)) })}`,
    }))
  return options.length
    ? { name: 'inspector', kind: 'choice', label: word('form_inspector'), options }
    : { name: 'inspector', kind: 'line', label: word('form_inspector_id') }
}
