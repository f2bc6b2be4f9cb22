// Times, limits, places and people of a case in the page's language. Time comes in; knows no clock.

import { word } from '../../core/page.mjs'
import { age, runs } from '../../core/ages.mjs'
import { DEMO_DESK, NAMELESS, UNNAMED } from '../../core/contract.mjs'
import { accountName, hasWord, ofPair, seatNumber } from '../../core/names.mjs'
import { page } from './page.mjs'
import { moment } from '../../core/moments.mjs'
import { readLimit } from './timing.mjs'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * Two units, so that hours do not hide minutes: "5 小时 53 分".
 * @param {number} ms
 */
export function span(ms) {
  const past = Math.max(0, ms)
  if (past < HOUR) return age(past)
  const [whole, rest] = past < DAY ? [HOUR, MINUTE] : [DAY, HOUR]
  const less = Math.floor((past % whole) / rest) * rest
  return less ? `${age(past)} ${age(less)}` : age(past)
}

/**
 * Work time has no days of 24 hours: hours and minutes.
 * @param {number} ms
 */
export function hours(ms) {
  const past = Math.max(0, ms)
  if (past < HOUR) return age(past)
  const whole = word('age_hours', { n: Math.floor(past / HOUR) })
  return past % HOUR < MINUTE ? whole : `${whole} ${age(past % HOUR)}`
}

/**
 * "2 work_days" → "2 个工作日".
 * @param {string | null} limit
 */
export function limitWords(limit) {
  const told = readLimit(limit)
  if (!told) return word('limit_none')
  const key = `limit_${told.kind}`
  const one = `${key}_one`
  return word(told.amount === 1 && hasWord(one) ? one : key, { n: told.amount })
}

const CALLS = new Set(['calling', 'helped'])
const RUNNING = new Set(['claim', 'answer', 'calling', 'helped'])

/**
 * A clock as the queue says it: what it shows, and what that is.
 * @param {Clock} clock
 * @param {number} now
 * @returns {[string, string]}
 */
export function clockWords({ kind, ms, at }, now) {
  const shown =
    ms !== undefined
      ? RUNNING.has(kind) && (ms < HOUR || CALLS.has(kind))
        ? runs(ms)
        : span(ms)
      : at
        ? moment(at, now)
        : '—'
  return [shown, word(`clock_${kind}`)]
}

/**
 * A seat, a person, the clerk: who did something.
 * @param {string | null} actor
 */
export function actorName(actor) {
  if (actor && actor === page.viewer?.id) return word('owner_me')
  const seat = seatNumber(actor)
  if (seat) return word('owner_seat', { n: seat })
  if (actor === DEMO_DESK) return word('owner_demo')
  if (actor === 'clerk' || actor === 'replay') return word(`role_${actor}`)
  if (actor === NAMELESS) return word('outsider')
  if (actor === UNNAMED) return word('unnamed')
  const department = page.departments?.[actor ?? '']
  return department ? ofPair(department) : accountName(actor) || (actor ?? '')
}

/**
 * Whom a case was sent to.
 * @param {AssignmentRow | null} assignment
 */
export function sentTo(assignment) {
  if (!assignment) return ''
  const department = assignment.department && page.departments?.[assignment.department]
  if (department) return ofPair(department)
  const [zh, en] = assignment.name
  return ofPair([zh || assignment.inspector || assignment.department || '', en])
}

/**
 * A level within a sentence.
 * @param {string} level
 */
export const levelName = (level) => (hasWord(`level_${level}`) ? word(`level_${level}`).toLowerCase() : level)
