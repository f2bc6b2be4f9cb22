// How a case stands: its mark and its word, the same on the map, in the feed, in the band and in lists. Pure: the
// case and the server's time come in, so that a case is late at the second its time ends.

import { ATTENTION, ENDED, NOT_BEGUN } from './contract.mjs'

const IN_HAND = new Set(['dispatched', 'handling', 'fed_back', 'verified'])
const OVER = new Set(ENDED)

export const ended = (/** @type {{state: string}} */ { state }) => OVER.has(state)

/**
 * A call for help until somebody is on the spot or it is closed: the server's to say.
 * @param {Case} record
 */
export const calling = (record) => record.calling
/**
 * One of these that no named person has acknowledged.
 * @param {Case} record
 */
export const unheard = (record) => record.calling && !record.acknowledged

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
  if (calling(record)) return 'sos'
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
  if (late(record, now) && !calling(record)) return 'state_overdue'
  if (record.state !== 'new') return `state_${record.state}`
  if (calling(record)) return record.acknowledged ? 'state_acknowledged' : 'state_sos'
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

/**
 * Why a case needs eyes, one of ATTENTION: as city/cases/attention.py has it; a test holds the two together.
 * @param {Case} record
 * @param {number} now
 */
export function attentionOf(record, now) {
  if (ended(record)) return 'ended'
  if (calling(record)) return 'sos'
  if (record.reply_by) return 'ordered'
  if (late(record, now)) return 'overdue'
  if (record.urgent && NOT_BEGUN.includes(record.state)) return 'urgent'
  return record.state === 'new' && !(record.owned ?? record.owner) ? 'unclaimed' : 'in_hand'
}

/**
 * An order that nobody answered in time: everybody sees it, before all but a call for help.
 * @param {Case} record
 * @param {number} now
 */
export const orderLate = (record, now) =>
  attentionOf(record, now) === 'ordered' && Number(record.reply_by) <= now

const NEVER = Number.MAX_SAFE_INTEGER

/**
 * Within its kind: what is smaller comes first.
 * @param {Case} record
 * @param {string} why
 * @returns {[number, number]}
 */
function within(record, why) {
  if (why === 'sos') return [record.acknowledged ? 1 : 0, record.filed]
  if (why === 'ordered') return [record.reply_by ?? NEVER, -record.filed]
  return why === 'overdue' || why === 'in_hand' ? [record.due ?? NEVER, -record.filed] : [-record.filed, 0]
}

/**
 * The cases, what needs eyes first at the top.
 * @template {Case} One
 * @param {One[]} records
 * @param {number} now
 * @returns {One[]}
 */
export function foremost(records, now) {
  const keyed = records.map((record) => {
    const why = attentionOf(record, now)
    return { record, keys: [ATTENTION.indexOf(why), ...within(record, why)] }
  })
  const differ = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    a.map((key, at) => key - b[at]).find((by) => by !== 0)
  return keyed
    .sort((a, b) => differ(a.keys, b.keys) ?? (a.record.id < b.record.id ? -1 : 1))
    .map(({ record }) => record)
}
