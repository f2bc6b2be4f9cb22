// One WebRTC connection that only receives video: makes the offer, takes the answer, says when it is over. Knows no
// link and no panel.

const GATHER_MS = 1000 // on a local network all candidates are there at once

export class Peer {
  #wire = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  #open = true
  #offered
  #streaming
  #over

  /**
   * offered(sdp)   once, with the candidates in it
   * streaming(stream)
   * over()         once, when it has failed by itself; not after close()
   * @param {{offered: (sdp: string) => void, streaming: (stream: MediaStream) => void, over: () => void}} parts
   */
  constructor({ offered, streaming, over }) {
    this.#offered = offered
    this.#streaming = streaming
    this.#over = over
    this.#wire.addEventListener('track', (event) => this.#onTrack(event))
    this.#wire.addEventListener('connectionstatechange', () => {
      if (['failed', 'closed'].includes(this.#wire.connectionState)) this.#end()
    })
    this.#begin().catch(() => this.#end())
  }

  /** @param {string} sdp */
  answer(sdp) {
    return this.#wire.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.#end())
  }

  /** How many pictures were decoded so far, also while the page is hidden and paints none. */
  async decoded() {
    if (!this.#open) return 0
    const reports = [...(await this.#wire.getStats()).values()]
    return reports.find((each) => each.type === 'inbound-rtp' && each.kind === 'video')?.framesDecoded ?? 0
  }

  close() {
    this.#open = false
    this.#wire.close()
  }

  async #begin() {
    this.#wire.addTransceiver('video', { direction: 'recvonly' })
    await this.#wire.setLocalDescription()
    await this.#gathered()
    if (this.#open) this.#offered(this.#wire.localDescription?.sdp ?? '')
  }

  /** @returns {Promise<void>} */
  #gathered() {
    const done = () => this.#wire.iceGatheringState === 'complete'
    if (done()) return Promise.resolve()
    return new Promise((resolve) => {
      setTimeout(resolve, GATHER_MS)
      this.#wire.addEventListener('icegatheringstatechange', () => done() && resolve())
    })
  }

  #onTrack(/** @type {RTCTrackEvent} */ { track, streams, receiver }) {
    // the newest picture matters, not an even pace
    if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0
    track.addEventListener('ended', () => this.#end())
    this.#streaming(streams[0] ?? new MediaStream([track]))
  }

  #end() {
    if (!this.#open) return
    this.close()
    this.#over()
  }
}
