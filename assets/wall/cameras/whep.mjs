// Plays a WHEP camera: video by WebRTC straight from the gateway, offer and answer through the camera process. Tries
// again by itself until it is closed. Knows no gateway and no password.

import { createVideo, watchPainted } from './painted.mjs'
import { createPeer } from './peer.mjs'
import { createWaits } from './waits.mjs'

const WATCH_MS = 500
const ANSWER_MS = 15_000 // the process gives up on a gateway before that: each offer is answered or refused
const FIRST_PICTURE_MS = 10_000 // from the answer: a camera may send a key frame only every few seconds
const SILENT_MS = 4000

/** See player.mjs. */
export function createPlayer(host, tools) {
  const waits = createWaits()
  let attempt = null
  let newest = 0
  let number = 0
  let timer = 0

  function begin() {
    attempt = createAttempt(host, tools, { painted, over })
  }

  function painted(at, latency, dropped) {
    if (newest === 0 || !attempt.painted) waits.worked()
    attempt.painted = true
    newest = at
    number += 1
    tools.painted({ at, number, latency, dropped })
  }

  function over(detail) {
    if (attempt.painted) tools.keep()
    attempt.close()
    attempt = null
    tools.troubled(detail)
    timer = setTimeout(begin, waits.next())
  }

  begin()
  return {
    take: ({ answer }) => answer && attempt?.answer(answer),
    newest: () => newest,
    still: () => (attempt?.painted ? attempt.video : null),
    close() {
      clearTimeout(timer)
      attempt?.close()
      attempt = null
    },
  }
}

/** From one offer to its end; `over(detail)` is called at most once, and not after close(). */
function createAttempt(host, tools, { painted, over }) {
  const video = createVideo()
  let deadline = performance.now() + ANSWER_MS
  let why = 'gateway' // what it is when time is up
  let decoded = 0
  let closed = false

  const lost = (detail) => closed || over(detail)
  const peer = createPeer({
    offered: (sdp) => tools.send({ offer: { sdp } }),
    streaming: (stream) => (video.srcObject = stream),
    over: () => lost(why === 'stalled' ? 'ended' : why),
  })

  function onPicture({ now, metadata, dropped }) {
    deadline = performance.now() + SILENT_MS
    if (why !== 'stalled') tools.troubled('')
    why = 'stalled'
    const waited = now - (metadata.receiveTime ?? now) // since it came from the wire
    painted(tools.now() - waited, waited + Math.max(0, metadata.expectedDisplayTime - now), dropped)
  }

  async function watch() {
    const count = await peer.decoded()
    // a hidden page paints nothing, but decodes
    if (count > decoded && document.hidden) deadline = performance.now() + SILENT_MS
    decoded = count
    if (performance.now() > deadline) lost(why)
  }

  host.append(video)
  const frozen = (is) => tools.troubled(is ? 'frozen' : '')
  const unwatch = watchPainted(video, { painted: onPicture, frozen, exempt: tools.exempt })
  const watching = setInterval(watch, WATCH_MS)

  return {
    video,
    painted: false,
    answer({ sdp, failed }) {
      if (failed) return lost(failed)
      why = 'timeout'
      deadline = performance.now() + FIRST_PICTURE_MS
      peer.answer(sdp)
    },
    close() {
      closed = true
      clearInterval(watching)
      unwatch()
      peer.close()
      video.srcObject = null
      video.remove()
    },
  }
}
