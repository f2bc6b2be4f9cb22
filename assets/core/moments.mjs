// Moments in the city's zone and the page's language: hour and minute, with the day where it is another one.
import { page } from './page.mjs'
import { isChinese } from './names.mjs'

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

/**
 * @param {number} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(at, options) {
  const key = JSON.stringify(options)
  let kept = formats.get(key)
  if (!kept) {
    const zone = { timeZone: page.timezone, hour12: false }
    kept = new Intl.DateTimeFormat(isChinese() ? 'zh-CN' : 'en-GB', { ...zone, ...options })
    formats.set(key, kept)
  }
  return kept.format(at)
}

/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: '2-digit', minute: '2-digit' }

/**
 * Time of day; with the day when it is another one than `now`'s.
 * @param {number} at
 * @param {number} now
 */
export function moment(at, now) {
  const day = (/** @type {number} */ time) =>
    format(time, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const today = day(at) === day(now)
  return format(at, today ? TIME : { month: 'numeric', day: 'numeric', ...TIME })
}

/** @param {number} at */
export const exactly = (at) => format(at, { ...TIME, second: '2-digit' })
