// What a panel may claim: `live` only while pictures of now are being painted, whatever anybody says. Pure: knows
// no page; time is handed in.

import { CAMERA_REFUSING } from '../core/contract.mjs'

export const FRESH_MS = 2000 // nothing painted for so long: the age is told and grows
export const LIVE_MS = 4000 // nothing painted for so long: not live
export const BEHIND_MS = 30_000 // what a gateway cuts into segments is seconds old when it comes, and still moves

const REFUSING = new Set(CAMERA_REFUSING) // details that do not come right by themselves

const STILL_MS = 30_000 // a picture is called frozen when it has been the same for so long

/**
 * `told`: what the camera process said last, {state, since, detail}, or null. `linked`: does it speak to us now.
 * `refused`: a code, when it or the web process will not let us see the camera.
 * `failed`: a detail, when this page cannot play what comes; `trouble`: one, when its player has none to paint,
 * since `troubled`.
 * `relayed`: the player has the pictures from a gateway, so that it knows better than the process how they are.
 * `at`: epoch ms of the newest painted picture by the camera process's clock, 0 none; `silence`: ms since a picture
 * was painted here. `now`: that clock's time.
 *
 * → {state, detail, age}: `age` in ms of the picture seen, null without one: of a frozen one, since it began to stand, however
 * lately it was sent again; `detail` a code or ''.
 */
export function judge(
  /** @type {Claims} */ { told, linked, refused, failed, trouble, troubled, relayed, at, silence, now },
) {
  const age = at > 0 ? Math.max(0, now - at) : null
  const fresh = age !== null && age < (relayed ? BEHIND_MS : LIVE_MS) && silence < LIVE_MS
  /** @param {string} state */
  const is = (state, detail = '') => ({ state, detail, age })
  /** @param {string} detail */
  const bad = (detail) => is(REFUSING.has(detail.split(' ')[0]) ? 'refused' : 'lost', detail)
  /** @param {number} since */
  const stands = (since) => ({
    ...is('frozen', 'frozen'),
    age: age === null ? null : Math.max(age, now - since + STILL_MS),
  })
  if (failed) return bad(failed)
  if (trouble === 'frozen') return stands(troubled)
  if (fresh && relayed) return is('live')
  if (refused && !fresh) return is('refused', refused)
  if (!linked && !fresh) return is(age === null ? 'connecting' : 'lost', 'link')
  if (trouble) return bad(trouble)
  if (!told || told.state === 'standby') return is('connecting')
  if (told.state === 'frozen') return stands(told.since)
  if (told.state !== 'live') return is(told.state, told.detail)
  if (fresh) return is('live')
  return age === null ? is('connecting') : is('lost', 'stalled')
}
