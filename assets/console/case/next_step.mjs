// What to do next about a case, as one table: by its state, who looks at it, and what is missing. The first line that
// fits is said; words stand in the words' table as next_<key>. Pure: row, reader and the choices they have come in.

import { calling, ended, unheard } from '../../core/case_status.mjs'
import { choices } from './choices.mjs'

/**
 * What the table asks. `can`: names of choices; `nobody`: it is known that nobody near can be sent.
 * @typedef {{row: CaseRow, me: string, can: Set<string>, sent: AssignmentRow | null, nobody: boolean}} Seen
 */

const theirs = (/** @type {Seen} */ { row, me }) => Boolean(row.owner) && row.owner !== me
const called = (/** @type {Seen} */ { row }) => calling(row)
const waits = (/** @type {Seen} */ { row, sent }) =>
  sent !== null && ['dispatched', 'handling'].includes(row.state)

const there = (/** @type {Seen} */ { sent }) => sent?.arrived_at || sent?.handling_at

/**
 * `act`: the choice it tells of; `since`: epoch ms since when something is waited for.
 * @type {{key: string, act?: string, when: (seen: Seen) => unknown, since?: (sent: AssignmentRow) => number | null}[]}
 */
const TABLE = [
  { key: 'unfiled', when: ({ row }) => row.unfiled },
  { key: 'merged', when: ({ row }) => row.state === 'merged' },
  { key: 'ended', when: ({ row }) => ended(row) },
  {
    key: 'call_acknowledge',
    act: 'acknowledge',
    when: ({ row, can }) => unheard(row) && can.has('acknowledge'),
  },
  { key: 'approve', act: 'approve', when: ({ can }) => can.has('approve') },
  { key: 'own_wish', when: ({ row, me }) => row.asked?.by === me },
  {
    key: 'call_depart',
    act: 'departments',
    when: (seen) => called(seen) && !seen.sent && seen.nobody && seen.can.has('send'),
  },
  { key: 'call_send', act: 'send', when: (seen) => called(seen) && !seen.sent && seen.can.has('send') },
  { key: 'call_over', when: (seen) => called(seen) && !seen.sent && seen.can.has('take_over') },
  { key: 'call_over_sent', when: (seen) => called(seen) && seen.can.has('take_over') },
  { key: 'call_theirs', when: (seen) => called(seen) && !seen.sent && theirs(seen) },
  { key: 'reply', act: 'reply', when: ({ can }) => can.has('reply') },
  { key: 'resume', act: 'resume', when: ({ can }) => can.has('resume') },
  { key: 'paused', when: ({ row }) => row.paused },
  {
    key: 'claim',
    act: 'claim',
    when: ({ row, can }) => row.state === 'new' && !row.owner && can.has('claim'),
  },
  {
    key: 'locate',
    act: 'locate',
    when: (seen) => seen.row.to_locate && !theirs(seen) && seen.can.has('locate'),
  },
  { key: 'sort', act: 'sort', when: (seen) => seen.row.to_sort && !theirs(seen) && seen.can.has('sort') },
  {
    key: 'no_answer',
    act: 'send',
    when: ({ sent, can }) => sent?.unanswered_at && can.has('send'),
    since: ({ at }) => at,
  },
  {
    key: 'wait_accept',
    when: (seen) => waits(seen) && !seen.sent?.accepted_at && !there(seen),
    since: ({ at }) => at,
  },
  {
    key: 'wait_arrive',
    when: (seen) => waits(seen) && !seen.sent?.department && !there(seen),
    since: ({ accepted_at }) => accepted_at,
  },
  {
    key: 'wait_done',
    when: waits,
    since: ({ arrived_at, handling_at, accepted_at }) => arrived_at ?? handling_at ?? accepted_at,
  },
  {
    key: 'depart',
    act: 'departments',
    when: ({ row, can, nobody }) => row.state === 'new' && nobody && can.has('departments'),
  },
  { key: 'send', act: 'send', when: ({ row, can }) => row.state === 'new' && can.has('send') },
  { key: 'wait_look', when: ({ row }) => row.state === 'fed_back' && row.inspection && !row.evidence },
  { key: 'verify', act: 'verify', when: ({ can }) => can.has('verify') },
  { key: 'close', act: 'close', when: ({ row, can }) => row.state === 'verified' && can.has('close') },
  { key: 'take', act: 'claim', when: ({ can }) => can.has('claim') },
  { key: 'urge', act: 'urge', when: ({ can }) => can.has('urge') },
  { key: 'theirs', when: theirs },
  { key: 'officer', when: () => true },
]

/**
 * {key, act, since, late}: which words, the choice they tell of ('' for none), since when something is waited for, and
 * whether more time should be asked for.
 * @param {CaseRow} row
 * @param {Who} who
 * @param {CaseCard | null} detail
 * @param {boolean} overdue
 */
export function nextStep(row, who, detail, overdue = false) {
  const can = new Set(choices(row, who))
  const nobody = detail !== null && detail.responders.length === 0
  const sent = row.assignment
  const seen = { row, me: who.me, can, sent, nobody }
  const found = TABLE.find(({ when }) => when(seen)) ?? TABLE[TABLE.length - 1]
  const late = overdue && can.has('return') && row.owner === who.me
  return { key: found.key, act: found.act ?? '', since: (sent && found.since?.(sent)) ?? null, late }
}
