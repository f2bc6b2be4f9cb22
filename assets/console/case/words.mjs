// Times, limits, places and people of a case in the page's language. Time comes in; knows no clock.

import { page, word } from '../../core/page.mjs'
import { age } from '../../core/ages.mjs'
import { DEMO_DESK, NAMELESS } from '../../core/contract.mjs'
import { hasWord, isChinese, ofPair, seatNumber } from '../../core/names.mjs'
import { readLimit } from './timing.mjs'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Minutes and seconds of a clock that people watch run. */
export function runs(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}

/** Two units, so that hours do not hide minutes: "5 小时 53 分". */
export function span(ms) {
  const past = Math.max(0, ms)
  if (past < HOUR) return age(past)
  const [whole, rest] = past < DAY ? [HOUR, MINUTE] : [DAY, HOUR]
  const less = Math.floor((past % whole) / rest) * rest
  return less ? `${age(past)} ${age(less)}` : age(past)
}

/** Work time has no days of 24 hours: hours and minutes. */
export function hours(ms) {
  const past = Math.max(0, ms)
  if (past < HOUR) return age(past)
  const whole = word('age_hours', { n: Math.floor(past / HOUR) })
  return past % HOUR < MINUTE ? whole : `${whole} ${age(past % HOUR)}`
}

const formats = new Map()

function format(at, options) {
  const key = JSON.stringify(options)
  if (!formats.has(key)) {
    const zone = { timeZone: page.timezone ?? 'Asia/Shanghai', hour12: false }
    formats.set(key, new Intl.DateTimeFormat(isChinese() ? 'zh-CN' : 'en-GB', { ...zone, ...options }))
  }
  return formats.get(key).format(at)
}

const TIME = { hour: '2-digit', minute: '2-digit' }

/** Time of day; with the day when it is another one than `now`'s. */
export function moment(at, now) {
  const day = (time) => format(time, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const today = day(at) === day(now)
  return format(at, today ? TIME : { month: 'numeric', day: 'numeric', ...TIME })
}

export const exactly = (at) => format(at, { ...TIME, second: '2-digit' })

/** "2 work_days" → "2 个工作日". */
export function limitWords(limit) {
  const told = readLimit(limit)
  if (!told) return word('limit_none')
  const key = `limit_${told.kind}`
  const one = `${key}_one`
  return word(told.amount === 1 && hasWord(one) ? one : key, { n: told.amount })
}

const RUNNING = new Set(['claim', 'answer', 'calling'])

/**
 * A clock as the queue says it: what it shows, and what that is.
 * @param {{kind: string, ms?: number, at?: number | null}} clock
 */
export function clockWords({ kind, ms, at }, now) {
  const shown =
    ms !== undefined ? (RUNNING.has(kind) && ms < HOUR ? runs(ms) : span(ms)) : at ? moment(at, now) : '—'
  return [shown, word(`clock_${kind}`)]
}

/** A seat, a person, the clerk: who did something. */
export function actorName(actor) {
  const seat = seatNumber(actor)
  if (seat) return actor === page.viewer?.id ? word('owner_me') : word('owner_seat', { n: seat })
  if (actor === DEMO_DESK && actor !== page.viewer?.id) return word('owner_demo')
  if (actor === 'clerk' || actor === 'replay') return word(`role_${actor}`)
  if (actor === NAMELESS) return word('outsider')
  const department = page.departments?.[actor]
  return department ? ofPair(department) : (actor ?? '')
}

/** Whom a case was sent to. */
export function sentTo(assignment) {
  if (!assignment) return ''
  const department = assignment.department && page.departments?.[assignment.department]
  if (department) return ofPair(department)
  const [zh, en] = Array.isArray(assignment.name) ? assignment.name : [assignment.name, null]
  return ofPair([zh || assignment.inspector || assignment.department, en])
}

/** A level within a sentence. */
export const levelName = (level) => (hasWord(`level_${level}`) ? word(`level_${level}`).toLowerCase() : level)

export function metres(n) {
  return n >= 1000 ? word('scale_km', { n: (n / 1000).toFixed(1) }) : word('scale_m', { n: Math.round(n) })
}
