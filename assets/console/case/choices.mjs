// What may be done to a case as it stands, by this seat: which buttons a card shows and which keys do something. It is
// the table of commands that says so, as the server decides by it: what is offered is not always refused. Pure.

import { ACTS, COMMANDS, SEATED, WISHES } from '../../core/contract.mjs'
import { unheard } from '../../core/case_status.mjs'
import { holds } from './conditions.mjs'

/** States in which somebody can be sent. */
export const SENDABLE = new Set(COMMANDS.dispatch.states)
const LEADING = SEATED.slice(1) // let go of what others own

/** @type {Record<string, (row: CaseRow, who: Who) => boolean>} */
const OWNERS = {
  '': () => true,
  own: ({ owner }, { me }) => owner === me,
  free: ({ owner }, { me }) => !owner || owner === me,
  led: ({ owner }, { me, role }) => !owner || owner === me || LEADING.includes(role),
  sent: () => false, // the field's
}

/**
 * Whether `command` may be given.
 * @param {string} command
 * @param {CaseRow} row
 * @param {Who} who
 */
export function may(command, row, who) {
  const rule = COMMANDS[command]
  return (
    rule.roles.includes(who.role) &&
    rule.states.includes(row.state) &&
    OWNERS[rule.owner](row, who) &&
    holds(rule.when, row, who)
  )
}

/**
 * Names of choices in the order of the buttons; the first is the usual next step.
 * @param {CaseRow} row
 * @param {Who} who
 */
export function choices(row, who) {
  if (row.unfiled) return [] // nothing can be written to it
  const found = ACTS.filter(({ command, when }) => may(command, row, who) && holds(when, row, who)).map(
    ({ name }) => name,
  )
  return unheard(row) ? found : claimFirst(found)
}

// To take a case is more than to take note of it, unless somebody calls for help.
/** @param {string[]} found */
const claimFirst = (found) =>
  found.includes('claim') ? ['claim', ...found.filter((name) => name !== 'claim')] : found

/**
 * What may be asked for: return, void, extend, defer.
 * @param {CaseRow} row
 * @param {Who} who
 */
export const wishes = (row, who) => Object.keys(WISHES).filter((what) => holds(WISHES[what], row, who))
