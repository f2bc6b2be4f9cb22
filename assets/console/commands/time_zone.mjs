// A time of day as people write it, in the city's zone. Pure.

/** @type {Intl.DateTimeFormatOptions} */
const PIECES = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
}

/**
 * @param {number} at
 * @param {string} timeZone
 */
function written(at, timeZone) {
  const pieces = new Intl.DateTimeFormat('en-GB', { timeZone, ...PIECES }).formatToParts(at)
  const told = Object.fromEntries(pieces.map(({ type, value }) => [type, value]))
  return `${told.year}-${told.month}-${told.day}T${told.hour}:${told.minute}`
}

/**
 * Epoch ms → "2026-11-28T20:30" in the zone.
 * @param {number} at
 * @param {string} zone
 */
export const toField = (at, zone) => written(at, zone)

/**
 * "2026-11-28T20:30" in the zone → epoch ms; null for what is no time.
 * @param {string} text
 * @param {string} zone
 */
export function fromField(text, zone) {
  const asUtc = Date.parse(`${text}Z`)
  if (Number.isNaN(asUtc)) return null
  const offset = (/** @type {number} */ at) =>
    Date.parse(`${written(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000
  const once = asUtc - offset(asUtc)
  return asUtc - offset(once) // once more: the zone's own clock may change in between
}
