// The minute of the day where the city lies.
import { page } from '../core/page.mjs'

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: page.timezone,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const MINUTE = 60_000
let asked = -1
let known = 0

/** @param {number} at */
export function minuteOfDay(at) {
  const minute = Math.floor(at / MINUTE)
  if (minute !== asked) {
    asked = minute
    const [hours, minutes] = format.format(at).split(':').map(Number)
    known = (hours % 24) * 60 + minutes
  }
  return known
}
