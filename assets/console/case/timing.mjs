// Which clock of a case matters now, and how it stands. Pure: the row and the server's time come in, words stand in
// words.mjs. Time left of a limit in work hours or days is the server's to say: here only its end is known.

import { calling, ended, late, unheard } from '../../core/case_status.mjs'
import { CONTINUOUS, MOST_HOURS } from '../../core/contract.mjs'
import { unanswered, unclaimed, waitingSince } from './rank.mjs'

const DAY_AND_NIGHT = new Set(CONTINUOUS)

/**
 * "6 urgent_hours" → {amount, kind}; null without a limit.
 * @param {string | null} limit
 */
export function readLimit(limit) {
  const [amount, kind] = (limit || '').split(' ')
  return kind ? { amount: Number(amount), kind } : null
}

/**
 * A limit in ms when its time runs day and night, else null.
 * @param {string | null} limit
 */
export function limitMs(limit) {
  const told = readLimit(limit)
  if (!told || !DAY_AND_NIGHT.has(told.kind)) return null
  return told.amount * (told.kind === 'urgent_hours' ? 3_600_000 : 86_400_000)
}

const HOUR = 3_600_000

/**
 * As much more time as the case had at first, beyond what is lost already; whole hours.
 * @param {CaseRow} row
 * @param {number} now
 */
export function usualHours({ limit, due }, now) {
  const told = readLimit(limit)
  const first = told ? told.amount * (told.kind.endsWith('days') ? 24 : 1) : 24
  const lost = due ? Math.ceil(Math.max(0, now - due) / HOUR) : 0
  return Math.min(MOST_HOURS, lost + first)
}

/**
 * The server says from when on little is left, in the limit's own kind of time.
 * @param {CaseRow} row
 * @param {number} now
 */
const soon = (row, now) => typeof row.due_soon === 'number' && now >= row.due_soon

/**
 * @param {CaseRow} row
 * @param {number} now
 * @returns {Clock}
 */
function ofLimit(row, now) {
  if (row.paused) return { kind: 'paused', at: row.paused.until, tone: 'calm' }
  if (!row.due) return { kind: 'none', tone: 'calm' }
  if (late(row, now)) return { kind: 'overdue', ms: now - row.due, tone: 'late' }
  const tone = soon(row, now) ? 'soon' : 'calm'
  return limitMs(row.limit) === null
    ? { kind: 'due', at: row.due, tone }
    : { kind: 'left', ms: row.due - now, tone }
}

/**
 * The clock that somebody must heed first.
 * @param {CaseRow} row
 * @param {number} now
 * @returns {Clock}
 */
export function clockOf(row, now) {
  if (ended(row)) return { kind: 'ended', at: row.ended_at ?? null, tone: 'calm' }
  if (calling(row)) return { kind: unheard(row) ? 'calling' : 'helped', ms: now - row.filed, tone: 'late' }
  if (unclaimed(row)) {
    const by = row.claim_by
    if (by && by > now) return { kind: 'claim', ms: by - now, tone: 'soon' }
    return late(row, now)
      ? ofLimit(row, now)
      : { kind: 'unclaimed', ms: now - waitingSince(row), tone: 'soon' }
  }
  const sent = row.assignment
  if (sent && unanswered(row)) return { kind: 'unanswered', ms: now - sent.answer_by, tone: 'late' }
  if (row.state === 'fed_back' && !late(row, now))
    return { ...ofLimit(row, now), kind: 'verify', tone: 'soon' }
  if (row.state === 'dispatched' && sent && !sent.accepted_at && sent.answer_by > now)
    return { kind: 'answer', ms: sent.answer_by - now, tone: 'calm' }
  return ofLimit(row, now)
}
