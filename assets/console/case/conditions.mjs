// What must hold of a case before a command may be given, as city/cases/conditions.py has it of the same names: here of
// a row of the queue. A test holds the two together. Pure.

import { calling } from '../../core/case_status.mjs'
import { SEATED, WISHES } from '../../core/contract.mjs'

const LEADING = SEATED.slice(1) // grant what is asked for
const clockRuns = (/** @type {CaseRow} */ { paused, due, limit }) => !paused && due !== null && Boolean(limit)
const heard = (/** @type {CaseRow} */ { sos, acknowledged }) => !sos || Boolean(acknowledged)
const ownWish = (/** @type {CaseRow} */ { asked }, /** @type {Who} */ { me }) => asked?.by === me

const SENT = new Set(['dispatched', 'handling'])

/**
 * Who has the next move: whoever was sent, else the owner; somebody elsewhere has no name here.
 * @param {CaseRow} row
 */
export function holderOf({ state, assignment, inspection, owner }) {
  const sent = SENT.has(state) ? assignment : inspection
  return sent ? (sent.inspector ?? sent.department ?? '') : owner
}

/** @type {Record<string, (row: CaseRow, who: Who) => boolean>} */
const CONDITIONS = {
  urgent: ({ urgent }) => urgent,
  unacknowledged: ({ acknowledged }) => !acknowledged,
  heard,
  not_mine: ({ owner }, { me }) => owner !== me,
  owned: ({ owner }) => Boolean(owner),
  checked: ({ state, sos }) => state !== 'new' || sos,
  assigned: ({ assignment }) => Boolean(assignment),
  asked: ({ asked }) => Boolean(asked),
  not_asked: ({ asked }) => !asked,
  own_wish: ownWish,
  own_or_leading: (row, who) => ownWish(row, who) || LEADING.includes(who.role),
  second_person: (row, who) => !ownWish(row, who),
  grantable: (row, who) => holds(WISHES[row.asked?.what ?? ''] ?? [], row, who),
  clock_runs: clockRuns,
  paused: ({ paused }) => Boolean(paused),
  not_paused: ({ paused }) => !paused,
  calling,
  no_call: ({ sos }) => !sos,
  ordered: ({ reply_by: waits }) => waits !== null,
  no_order: ({ reply_by: waits }) => waits === null,
  own_order: ({ order }, { me }) => order?.by === me,
  held: (row, { me }) => ![null, me].includes(holderOf(row)),
  urge_due: ({ urge_from: from }, { now }) => now >= from,
  below_top: ({ level }, { levels }) => levels.length > 1 && level !== levels[0],
}

/**
 * Whether all of `names` hold.
 * @param {string[]} names
 * @param {CaseRow} row
 * @param {Who} who
 */
export const holds = (names, row, who) => names.every((name) => CONDITIONS[name](row, who))
