// What this screen is told: asks who it is at each connection, keeps the last answer, and says when there is another. Without a
// server the last one holds.
import { ask, hear } from '../core/socket.mjs'

const AGAIN_MS = 2000
const GONE_MS = 6000 // a server that has just begun may not know of it yet

/**
 * `changed(told)` at each telling; `gone()` when it hangs nowhere any more.
 * @param {string} id
 * @param {(told: ScreenTold) => void} changed
 * @param {() => void} gone
 */
export function followTold(id, changed, gone) {
  let asked = 0
  /** @type {any} */
  let leaving = 0
  const enter = async () => {
    asked += 1
    const mine = asked
    const answer = await ask('screen', { id }).catch(() => null)
    if (!answer?.ok) setTimeout(() => mine === asked && enter(), AGAIN_MS)
  }
  hear('connect', enter)
  setTimeout(enter) // the link may stand already: it is often quicker than Dash
  hear('shows', (/** @type {ScreenTold | {screen: null}} */ told) => {
    clearTimeout(leaving)
    leaving = 0
    if (told.screen) return changed(/** @type {ScreenTold} */ (told))
    leaving = setTimeout(gone, GONE_MS)
    setTimeout(enter, AGAIN_MS)
  })
}
