// Which player shows which kind of media. Knows no link, no state and no words.
//
// A player is made by its module's `createPlayer(host, tools)`: it appends one element of its own to `host` (a
// <video> or a <canvas>) and answers {take, newest, still, close}:
//
//  take(message)   a picture as picture_codec.mjs decodes it: {type, panel, number, at, time, bytes}; or a JSON message of the
//                  link about this panel: {media}, {answer: {sdp}}, {got: {request, status, type}}, {refused}.
//  newest()        `at` of the newest picture really painted, epoch ms on the camera process's clock; 0: none yet.
//  still()         what drawImage takes (the <video>, the <canvas>), showing the newest picture; null: none yet.
//  close()         ends everything, removes the element. Nothing calls back afterwards.
//
// `tools`:
//  painted({at, number, latency, dropped})   to be called after each picture that was really painted: `at` as above
//                  (now() where the media does not tell), `number` as it came, `latency` ms from `at` to painted or null,
//                  `dropped` pictures skipped since the one before.
//  send(text)      an object to the camera process, `panel` is filled in: {offer: {sdp}}, {get: {request, path}},
//                  {seen: {frozen}} (what only a page can see of a gateway's stream). True: it went out.
//  now()           epoch ms on the camera process's clock.
//  troubled(detail)   why nothing is painted now, or `frozen`; '' when that is over. It goes on by itself.
//  failed(detail)  it cannot go on: a detail of city/cameras/camera_states.py. The panel closes it and says so.
//  keep()          its element is about to go or to be emptied: the panel holds on to `still()`.
//  exempt          true: this camera shows a still scene, the same picture again and again is no fault.

import { loadPlayer as loadHls } from './hls.mjs'
import { createPlayer as createJpeg } from './jpeg.mjs'
import { createPlayer as createMse } from './mse.mjs'
import { createPlayer as createWhep } from './whep.mjs'

const WAITING_AT_MOST = 64

/**
 * A player for `kind`: mse, jpeg, whep or hls.
 * @param {HTMLElement} host
 * @param {string} kind
 * @param {PlayerTools} tools
 */
export function createPlayer(host, kind, tools) {
  if (kind === 'mse') return createMse(host, tools)
  if (kind === 'jpeg') return createJpeg(host, tools)
  if (kind === 'whep') return createWhep(host, tools)
  if (kind === 'hls') return createLater(host, tools, loadHls())
  throw new Error(`player: one of mse, jpeg, whep, hls wanted, got ${kind}`)
}

/**
 * Keeps what comes until the player is here.
 * @param {HTMLElement} host
 * @param {PlayerTools} tools
 * @param {Promise<(host: HTMLElement, tools: PlayerTools) => Player>} loaded
 */
function createLater(host, tools, loaded) {
  /** @type {Player | null} */
  let player = null
  /** @type {PanelMessage[] | null} */
  let waiting = []
  /** @param {(host: HTMLElement, tools: PlayerTools) => Player} createPlayer */
  const begin = (createPlayer) => {
    if (waiting === null) return
    player = createPlayer(host, tools)
    for (const message of waiting) player.take(message)
    waiting = null
  }
  loaded.then(begin, () => waiting && tools.failed('gateway'))
  return {
    /** @param {PanelMessage} message */
    take(message) {
      if (player) player.take(message)
      else if (waiting && waiting.length < WAITING_AT_MOST) waiting.push(message)
    },
    newest: () => player?.newest() ?? 0,
    still: () => player?.still() ?? null,
    close() {
      player?.close()
      waiting = null
    },
  }
}
