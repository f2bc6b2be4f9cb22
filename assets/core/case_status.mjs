// How a case stands: its mark and its word, the same on the map, in the feed, in the band and in lists. Pure: the
// case and the server's time come in, so that a case is late at the second its time ends.

import { ENDED } from './contract.mjs'

const IN_HAND = new Set(['dispatched', 'handling', 'fed_back', 'verified'])
const OVER = new Set(ENDED)

export const ended = (/** @type {{state: string}} */ { state }) => OVER.has(state)

/**
 * Without a limit, or while its clock rests, a case has no `due` and is never late.
 * @param {Case} record
 * @param {number} now
 */
export const late = (record, now) => !ended(record) && Boolean(record.due) && now > Number(record.due)

/**
 * The gravest thing about a case: sos, overdue, new, in_hand or done.
 * @param {Case} record
 * @param {number} now
 */
export function markOf(record, now) {
  if (ended(record)) return 'done'
  if (record.sos) return 'sos'
  if (late(record, now)) return 'overdue'
  return IN_HAND.has(record.state) ? 'in_hand' : 'new'
}

const keyOfNew = (/** @type {Case} */ { to_locate: lost, to_sort: unsorted, urgent }) =>
  lost ? 'state_to_locate' : unsorted ? 'state_to_sort' : urgent ? 'state_urgent' : 'state_new'

/**
 * The key of the word that goes with the mark.
 * @param {Case} record
 * @param {number} now
 */
export function wordOf(record, now) {
  if (late(record, now) && !record.sos) return 'state_overdue'
  if (record.state !== 'new') return `state_${record.state}`
  if (record.sos) return record.acknowledged ? 'state_acknowledged' : 'state_sos'
  return keyOfNew(record)
}

/**
 * Epoch ms at which the next of these cases becomes late; null when none will.
 * @param {Case[]} records
 * @param {number} now
 */
export function nextLate(records, now) {
  const dues = records.filter((one) => !ended(one)).map(({ due }) => due ?? 0)
  const times = dues.filter((due) => due > 0 && due >= now)
  return times.length ? Math.min(...times) + 1 : null
}
