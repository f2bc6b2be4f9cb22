// What the band is about. Pure: the room's state and the server's time in, a case out.
import { ended } from '../core/case_status.mjs'

// An urgent case is news for a moment; then the feed and the map keep it.
export const URGENT_MS = 20_000
const STALE_MS = 10 * 60_000 // older ones come to the page when newer ones have left it: no news

/** @param {RoomCase} one */
const newsOf = (one) => one.news ?? one.filed

/**
 * @param {RoomCase} one
 * @param {number} at
 */
const isNews = (one, at) => at - newsOf(one) < URGENT_MS && newsOf(one) - one.filed < STALE_MS

/**
 * {record, count}: the call for help that waits longest, else the newest urgent case; null when calm.
 * @param {{cases: RoomCase[]}} state
 * @param {number} at
 */
export function alarm(state, at) {
  const unanswered = state.cases.filter((one) => !one.acknowledged && !ended(one))
  const calls = unanswered.filter((one) => one.sos).sort((a, b) => a.filed - b.filed)
  if (calls.length) return { record: calls[0], count: calls.length }
  const urgent = unanswered.filter((one) => one.urgent && one.state === 'new' && isNews(one, at))
  const newest = urgent.sort((a, b) => newsOf(b) - newsOf(a))
  return newest.length ? { record: newest[0], count: newest.length } : null
}
