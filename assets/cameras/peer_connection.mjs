// One WebRTC connection that only receives video: makes the offer, takes the answer, says when it is over. Knows no
// link and no panel.

const GATHER_MS = 1000 // on a local network all candidates are there at once

/**
 * offered(sdp)   once, with the candidates in it
 * streaming(stream)
 * over()         once, when it has failed by itself; not after close()
 */
export function createPeer({ offered, streaming, over }) {
  const wire = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  let open = true

  function end() {
    if (!open) return
    close()
    over()
  }

  function close() {
    open = false
    wire.close()
  }

  function gathered() {
    if (wire.iceGatheringState === 'complete') return Promise.resolve()
    return /** @type {Promise<void>} */ (
      new Promise((done) => {
        setTimeout(done, GATHER_MS)
        wire.addEventListener(
          'icegatheringstatechange',
          () => wire.iceGatheringState === 'complete' && done(),
        )
      })
    )
  }

  async function begin() {
    wire.addTransceiver('video', { direction: 'recvonly' })
    await wire.setLocalDescription()
    await gathered()
    if (open) offered(wire.localDescription.sdp)
  }

  wire.addEventListener('track', ({ track, streams, receiver }) => {
    // the newest picture matters, not an even pace
    if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0
    track.addEventListener('ended', end)
    streaming(streams[0] ?? new MediaStream([track]))
  })
  wire.addEventListener(
    'connectionstatechange',
    () => ['failed', 'closed'].includes(wire.connectionState) && end(),
  )
  begin().catch(end)

  return {
    answer: (sdp) => wire.setRemoteDescription({ type: 'answer', sdp }).catch(end),
    /** How many pictures were decoded so far, also while the page is hidden and paints none. */
    async decoded() {
      if (!open) return 0
      const told = [...(await wire.getStats()).values()]
      return told.find((each) => each.type === 'inbound-rtp' && each.kind === 'video')?.framesDecoded ?? 0
    },
    close,
  }
}
