// Plays a WHEP camera: video by WebRTC straight from the gateway, offer and answer through the camera process. Tries
// again by itself until it is closed. Knows no gateway and no password.

import { Attempts } from './attempts.mjs'
import { createVideo, watchPainted } from './video_frames.mjs'
import { Peer } from './peer_connection.mjs'

const WATCH_MS = 500
const ANSWER_MS = 15_000 // the process gives up on a gateway before that: each offer is answered or refused
const FIRST_PICTURE_MS = 10_000 // from the answer: a camera may send a key frame only every few seconds
const SILENT_MS = 4000

/**
 * See player.mjs.
 * @param {HTMLElement} host
 * @param {PlayerTools} tools
 */
export function createPlayer(host, tools) {
  const attempts = new Attempts(tools, (calls) => new WhepAttempt(host, tools, calls))
  let described = false
  return {
    take(/** @type {PanelMessage} */ { media, answer, refused }) {
      if (media && described) attempts.anew()
      described ||= media !== undefined
      if (answer) attempts.current()?.answer(answer.sdp)
      else if (refused) attempts.current()?.refused(refused)
    },
    newest: () => attempts.newest(),
    still: () => attempts.still(),
    close: () => attempts.close(),
  }
}

/** From one offer to its end; `over(detail)` is called at most once, and not after close(). */
class WhepAttempt {
  video = createVideo()
  #tools
  #painted
  #over
  #peer
  #unwatch
  #watching
  #deadline = performance.now() + ANSWER_MS
  #why = 'gateway' // what it is when time is up
  #decoded = 0
  #closed = false

  /**
   * @param {HTMLElement} host
   * @param {PlayerTools} tools
   * @param {AttemptCalls} attemptCalls
   */
  constructor(host, tools, { painted, over }) {
    this.#tools = tools
    this.#painted = painted
    this.#over = over
    this.#peer = new Peer({
      offered: (sdp) => tools.send({ offer: { sdp } }),
      streaming: (stream) => (this.video.srcObject = stream),
      over: () => this.refused(this.#why === 'stalled' ? 'ended' : this.#why),
    })
    host.append(this.video)
    this.#unwatch = watchPainted(this.video, {
      painted: (picture) => this.#onPicture(picture),
      frozen: (is) => tools.troubled(is ? 'frozen' : ''),
      seen: (is) => tools.send({ seen: { frozen: is } }),
      exempt: tools.exempt,
    })
    this.#watching = setInterval(() => this.#watch(), WATCH_MS)
  }

  /** @param {string} detail */
  refused(detail) {
    if (!this.#closed) this.#over(detail)
  }

  /** @param {string} sdp */
  answer(sdp) {
    this.#why = 'timeout'
    this.#deadline = performance.now() + FIRST_PICTURE_MS
    this.#peer.answer(sdp)
  }

  close() {
    this.#closed = true
    clearInterval(this.#watching)
    this.#unwatch()
    this.#peer.close()
    this.video.srcObject = null
    this.video.remove()
  }

  #onPicture(/** @type {{now: number, metadata: any, dropped: number}} */ { now, metadata, dropped }) {
    this.#deadline = performance.now() + SILENT_MS
    if (this.#why !== 'stalled') this.#tools.troubled('')
    this.#why = 'stalled'
    const waited = now - (metadata.receiveTime ?? now) // since it came from the wire
    const latency = waited + Math.max(0, metadata.expectedDisplayTime - now)
    this.#painted({ at: this.#tools.now() - waited, latency, dropped })
  }

  async #watch() {
    const count = await this.#peer.decoded()
    // a hidden page paints nothing, but decodes
    if (count > this.#decoded && document.hidden) this.#deadline = performance.now() + SILENT_MS
    this.#decoded = count
    if (performance.now() > this.#deadline) this.refused(this.#why)
  }
}
