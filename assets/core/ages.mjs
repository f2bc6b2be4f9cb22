// How long ago, in words. Time is handed in; knows no clock.
import { word } from './page.mjs'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** @param {number} milliseconds */
export function age(milliseconds) {
  const past = Math.max(0, milliseconds)
  if (past < MINUTE) return word('age_seconds', { n: Math.floor(past / 1000) })
  if (past < HOUR) return word('age_minutes', { n: Math.floor(past / MINUTE) })
  if (past < DAY) return word('age_hours', { n: Math.floor(past / HOUR) })
  return word('age_days', { n: Math.floor(past / DAY) })
}

/**
 * Below ten seconds a tenth tells whether things flow.
 * @param {number} milliseconds
 */
export function fineAge(milliseconds) {
  const past = Math.max(0, milliseconds)
  return past < 10_000 ? word('age_seconds', { n: (past / 1000).toFixed(1) }) : age(past)
}

/**
 * A clock that people watch run: minutes and seconds, hours before them once there are any.
 * @param {number} milliseconds
 */
export function runs(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0')
  const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds < 3600 ? tail : `${Math.floor(seconds / 3600)}:${tail}`
}
