// When a screen loads anew at night: if its memory asks for it, each at a minute of its own, so that a room does not go dark at once.
// Pure.

export const FROM = 180 // minute of the city's day
export const SPREAD = 90 // minutes over which screens take turns
export const LEAST_MB = 350 // of a heap that does not go down any more
const LATEST = FROM + SPREAD + 30 // who was busy at their minute still finds one
const LEAST_UP_MS = 6 * 3_600_000 // a page that was loaded this night is not loaded again

/**
 * The minute of the day from which this screen may.
 * @param {string} id
 */
export function minuteOf(id) {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003
  return FROM + (sum % SPREAD)
}

/**
 * `heap` in MB, null: the browser does not tell; `minute` of the city's day; `up`: ms since the page was loaded; `busy`: something
 * was put there, or somebody calls for help.
 * @param {{id: string, minute: number, heap: number | null, up: number, busy: boolean}} at
 */
export function due({ id, minute, heap, up, busy }) {
  if (busy || heap === null || heap < LEAST_MB || up < LEAST_UP_MS) return false
  return minute >= minuteOf(id) && minute < LATEST
}
