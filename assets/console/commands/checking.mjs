// How what was fed back is verified: a photo or an inspection is evidence by itself, else photos are brought or whoever
// saw it is written down; or somebody is sent to look.

import { word } from '../../core/page.mjs'
import { ofPair } from '../../core/names.mjs'
import { last } from '../../core/store.mjs'
import { OVER, reaches } from './outcome.mjs'
import { Photos } from './photos.mjs'

/** @typedef {import('./acts.mjs').Besides} Besides */
/** @typedef {(record: CaseRow, what: string, name: string, fields: FormField[], more?: CommandData, besides?: Besides) => Promise<CommandEntry | null>} WithForm */
/** @typedef {(record: CaseRow) => unknown} Act */

/** @type {Map<string, Photos>} */
const brought = new Map() // by case: what was chosen for it stays until it is verified

/**
 * The acts, by their names; `give` gives a command at once, `withForm` asks first; `instead(record, name)`: another act,
 * where it can be done.
 * @param {WithForm} withForm
 * @param {{
 *   give: (record: CaseRow, what: string, data: CommandData) => unknown,
 *   instead: (record: CaseRow, name: string) => Act | null,
 * }} tools
 * @returns {Record<string, Act>}
 */
export const checking = (withForm, { give, instead }) => ({
  verify: (record) =>
    record.evidence
      ? give(record, 'verify', { ok: true })
      : withEvidence(record, withForm, instead(record, 'inspect')),
  fail: (record) => withPhotos(record, withForm, 'fail', notGood(), { ok: false }),
  inspect: (record) =>
    withForm(record, 'inspect', 'inspect', [
      whoLooks(record),
      { name: 'note', kind: 'text', label: word('form_note_optional') },
    ]),
})

/**
 * @param {CaseRow} record
 * @param {WithForm} withForm
 * @param {Act | null} inspect
 */
function withEvidence(record, withForm, inspect) {
  /** @type {FormField} */
  const seen = { name: 'note', kind: 'text', label: word('form_seen'), required: true, orPhotos: true }
  const other = inspect && { text: word('form_inspect'), run: () => inspect(record) }
  return withPhotos(record, withForm, 'verify', seen, { ok: true }, other)
}

/** What is left to do is said in words; whoever is sent again sees the photos. @returns {FormField} */
const notGood = () => ({ name: 'reason', kind: 'text', label: word('form_reason'), required: true })

/**
 * @param {CaseRow} record
 * @param {WithForm} withForm
 * @param {string} name of the act
 * @param {FormField} field
 * @param {CommandData} data
 * @param {Besides['other']} [other]
 */
async function withPhotos(record, withForm, name, field, data, other = null) {
  const photos = brought.get(record.id) ?? new Photos()
  brought.set(record.id, photos)
  const entry = await withForm(record, 'verify', name, [field], data, { photos, other })
  if (!entry) return
  await reaches(entry, OVER)
  if (entry.state === 'done') brought.delete(record.id)
}

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
