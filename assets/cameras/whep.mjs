// Plays a WHEP camera: video by WebRTC straight from the gateway, offer and answer through the camera process. Tries
// again by itself until it is closed. Knows no gateway and no password.

import { createAttempts } from './attempts.mjs'
import { createVideo, watchPainted } from './video_frames.mjs'
import { createPeer } from './peer_connection.mjs'

const WATCH_MS = 500
const ANSWER_MS = 15_000 // the process gives up on a gateway before that: each offer is answered or refused
const FIRST_PICTURE_MS = 10_000 // from the answer: a camera may send a key frame only every few seconds
const SILENT_MS = 4000

/** See player.mjs. */
export function createPlayer(host, tools) {
  const attempts = createAttempts(tools, (told) => createAttempt(host, tools, told))
  let described = false
  return {
    take({ media, answer, refused }) {
      if (media && described) attempts.anew()
      described ||= media !== undefined
      if (answer) attempts.current()?.answer(answer.sdp)
      else if (refused) attempts.current()?.refused(refused)
    },
    newest: attempts.newest,
    still: attempts.still,
    close: attempts.close,
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
    const latency = waited + Math.max(0, metadata.expectedDisplayTime - now)
    painted({ at: tools.now() - waited, latency, dropped })
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
  const seen = (is) => tools.send({ seen: { frozen: is } })
  const unwatch = watchPainted(video, { painted: onPicture, frozen, seen, exempt: tools.exempt })
  const watching = setInterval(watch, WATCH_MS)

  return {
    video,
    refused: lost,
    answer(sdp) {
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
