// Which cases wait under which tab, and in what order: by why they need eyes, then by the next deadline. Pure: the row
// and the server's time come in.

import { attentionOf, calling, ended, late, orderLate } from '../../core/case_status.mjs'
import { ATTENTION, TABS } from '../../core/contract.mjs'
import { may } from './choices.mjs'

const TIER = 1e14 // larger than any time
const NEVER = 9e13

/** @param {Case} row */
export const unclaimed = (row) => !row.owner && row.state === 'new'
export const unanswered = (/** @type {CaseRow} */ { assignment }) => Boolean(assignment?.unanswered_at)
/**
 * Since when nobody has it: it reached us, or, later, somebody let go of it.
 * @param {CaseRow} row
 */
export const waitingSince = (row) => Math.max(row.received ?? row.filed, row.unowned_at ?? 0)
/**
 * Until when somebody should claim it, before anybody else is rung: the server's to say.
 * @param {CaseRow} row
 */
export const claimBy = (row) => row.claim_by ?? NEVER

/**
 * Epoch ms by which somebody must do something next.
 * @param {CaseRow} row
 */
export function nextDeadline(row) {
  if (unclaimed(row) && !row.reply_by) return Math.min(claimBy(row), row.due ?? NEVER)
  if (row.reply_by) return row.reply_by
  const { assignment } = row
  const answer =
    row.state === 'dispatched' && assignment && !assignment.accepted_at ? assignment.answer_by : NEVER
  return Math.min(answer, row.due ?? NEVER)
}

/**
 * Of what needs eyes for the same reason the next deadline comes first; a dispatch of mine that nobody answered is as
 * urgent as what is, what rests comes behind what is in hand.
 * @param {CaseRow} row
 * @param {number} now
 * @param {string} me
 */
function tier(row, now, me) {
  const why = attentionOf(row, now)
  if (why === 'in_hand' && row.paused) return ATTENTION.indexOf(why) + 0.5
  const mine = unanswered(row) && row.owner === me
  return ATTENTION.indexOf(mine && (why === 'in_hand' || why === 'unclaimed') ? 'urgent' : why)
}

/**
 * A call for help: what nobody has acknowledged first, then the longest.
 * @param {CaseRow} row
 */
const since = (row) => (row.acknowledged ? NEVER / 2 : 0) + Math.min(row.filed, NEVER / 2)

/**
 * A number to sort by, the smallest first.
 * @param {CaseRow} row
 * @param {number} now
 * @param {string} me
 */
export const rank = (row, now, me) =>
  tier(row, now, me) * TIER + (calling(row) ? since(row) : Math.min(nextDeadline(row), NEVER))

/** Whether it comes to the list while somebody holds that still. */
export const pressing = (/** @type {CaseRow} */ row) => calling(row) || (row.urgent && unclaimed(row))

/**
 * @param {CaseRow} row
 * @param {string} me
 */
const waitsForMe = (row, me) => (row.owner ? row.owner === me : row.mine_to_do)

/**
 * A wish that waits for whoever may grant or deny it.
 * @param {CaseRow} row
 * @param {Who} who
 */
const asksMe = (row, who) =>
  row.asked !== null &&
  row.asked.by !== who.me &&
  row.mine_to_do &&
  (may('approve', row, who) || may('deny', row, who))

/** @type {Record<string, (row: CaseRow, now: number, who: Who) => boolean>} */
const IN = {
  todo: (row, now, who) =>
    !ended(row) &&
    (calling(row) || waitsForMe(row, who.me) || asksMe(row, who) || (orderLate(row, now) && row.mine_to_do)),
  mine: (row, now, { me }) => !ended(row) && row.owner === me,
  overdue: (row, now) => late(row, now),
  verify: (row) => row.state === 'fed_back',
  locate: (row) => !ended(row) && (row.to_locate || row.to_sort),
  all: () => true,
}

/**
 * @param {string} tab
 * @param {CaseRow} row
 * @param {number} now
 * @param {Who} who
 */
export const inTab = (tab, row, now, who) => IN[tab](row, now, who)

/**
 * {tab: how many}; ended ones are on the list a moment longer and count no more.
 * @param {Iterable<CaseRow>} rows
 * @param {number} now
 * @param {Who} who
 */
export function counts(rows, now, who) {
  const found = Object.fromEntries(TABS.map((tab) => [tab, 0]))
  for (const row of rows) {
    if (ended(row)) continue
    for (const tab of TABS) if (IN[tab](row, now, who)) found[tab] += 1
  }
  return found
}

/**
 * Whether every word of `q` is somewhere in `text`.
 * @param {string} q
 * @param {string} text
 */
export const matches = (q, text) => {
  const all = text.toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
