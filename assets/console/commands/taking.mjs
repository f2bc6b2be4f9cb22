// A call for help that somebody else has: taken over in words, and where a person or a department is chosen they are
// sent as soon as it is one's own. Knows no key.

import { word } from '../../core/page.mjs'
import { last } from '../../core/store.mjs'
import { ofPair } from '../../core/names.mjs'
import { page } from '../case/page.mjs'
import { actorName, sentTo } from '../case/words.mjs'
import { target, unpick } from '../desk/picked.mjs'
import { rows } from '../desk/socket.mjs'
import { OVER, reaches } from './outcome.mjs'

/** @typedef {NonNullable<ReturnType<typeof target>>} Target */

/**
 * `ask`: why, with what it means for whoever has the case and was sent; null when nothing was told.
 * @param {{
 *   ask: (record: CaseRow, about: string) => Promise<CommandEntry | null>,
 *   send: (record: CaseRow, told: Target) => void,
 * }} tools
 * @returns {(record: CaseRow) => Promise<void>}
 */
export const takingOver =
  ({ ask, send }) =>
  async (record) => {
    const told = target()
    const entry = await ask(record, consequences(record, told))
    if (!entry || !told) return
    await reaches(entry, OVER) // only once our own list shows it can the next be given
    const now = rows().get(record.id)
    if (entry.state !== 'done' || !now) return
    send(now, told)
    unpick()
  }

/**
 * @param {CaseRow} record
 * @param {Target | null} told
 */
function consequences(record, told) {
  const who = sentTo(record.assignment)
  const sent = !record.assignment ? 'over_nobody' : told ? 'over_sent' : 'over_stays'
  return word(told ? 'over_sends' : 'over_takes', {
    who: told ? nameOf(told) : '',
    owner: actorName(record.owner),
    sent: word(sent, { who }),
  })
}

/** @param {Target} told */
function nameOf({ inspector, department }) {
  if (department) return ofPair(page.departments[department])
  const person = last('near')?.responders.find((one) => one.inspector === inspector)
  return (person && ofPair(person.name)) || actorName(inspector ?? '')
}
