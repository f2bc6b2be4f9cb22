// What the band is about. Pure: the room's state and the server's time in, cases out.
import { calling, ended, foremost } from '../core/case_status.mjs'

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
 * Every open call for help: those that nobody has acknowledged first, of each the one that waits longest.
 * @param {{cases: RoomCase[]}} state
 * @param {number} at
 */
export const calls = (state, at) => foremost(state.cases.filter(calling), at)

/**
 * The newest urgent case that nobody has, for a moment; null when there is none.
 * @param {{cases: RoomCase[]}} state
 * @param {number} at
 */
export function urgentNews(state, at) {
  const open = state.cases.filter((one) => !one.acknowledged && !ended(one) && !one.sos)
  const urgent = open.filter((one) => one.urgent && one.state === 'new' && isNews(one, at))
  return urgent.sort((a, b) => newsOf(b) - newsOf(a))[0] ?? null
}

/**
 * What alarms most, to look at by itself: a call, else urgent news.
 * @param {{cases: RoomCase[]}} state
 * @param {number} at
 */
export const alarm = (state, at) => calls(state, at)[0] ?? urgentNews(state, at)
