// One <video> with its MediaSource, from the first key frame to the first fault: appends what comes, keeps a few
// seconds, plays close behind the newest picture. Knows no link and no panel.

import { PlaybackRate } from './playback_rate.mjs'
import { Timeline } from './timeline.mjs'
import { INIT, KEY } from './picture_codec.mjs'

const KEPT_S = 3
const TRIM_EVERY_MS = 2000
const QUEUE_AT_MOST = 2000 // a source that lets so many pictures lie is broken; a late viewer gets a whole group at once

/** @param {HTMLElement} host */
function makeVideo(host) {
  const video = document.createElement('video')
  Object.assign(video, { muted: true, playsInline: true, disableRemotePlayback: true })
  host.append(video)
  return video
}

/**
 * All fragments of a batch as one: an append costs more than a copy.
 * @param {Picture[]} batch
 */
function joined(batch) {
  if (batch.length === 1) return batch[0].bytes
  const whole = new Uint8Array(batch.reduce((sum, { bytes }) => sum + bytes.length, 0))
  let at = 0
  for (const { bytes } of batch) {
    whole.set(bytes, at)
    at += bytes.length
  }
  return whole
}

export class MseBuffer {
  #codec
  #painted
  #broken
  #video
  #source = new MediaSource()
  #timeline = new Timeline()
  #pace = new PlaybackRate()
  #ending = new AbortController()
  /** @type {any} */
  #buffer = null
  /** @type {any[]} */
  #queue = [] // decoded messages and {codec}, in order
  #begun = false // a key frame has come
  #newest = 0 // place of the newest picture appended
  #trimmed = 0

  /**
   * `painted({at, number, dropped})` after every picture; `broken()` once, when it can play no more: close it then.
   * @param {HTMLElement} host
   * @param {string} codec
   * @param {{painted: (picture: Omit<Painted, 'latency'>) => void, broken: () => void}} parts
   */
  constructor(host, codec, { painted, broken }) {
    this.#codec = codec
    this.#painted = painted
    this.#broken = broken
    this.#video = makeVideo(host)
    this.#listen(this.#source, 'sourceopen', () => this.#open())
    this.#listen(this.#source, 'sourceclose', () => this.#fail())
    this.#listen(this.#video, 'error', () => this.#fail())
    this.#watch()
    this.#video.src = URL.createObjectURL(this.#source)
  }

  /** @param {Picture} message */
  take(message) {
    this.#begun ||= message.type === KEY
    if (!this.#begun && message.type !== INIT) return
    if (this.#queue.push(message) > QUEUE_AT_MOST) this.#fail()
    else this.#work()
  }

  /**
   * Another codec from the next init segment on.
   * @param {string} codec
   */
  change(codec) {
    this.#queue.push({ codec })
    this.#begun = false
    this.#work()
  }

  still() {
    return this.#video.videoWidth > 0 && this.#video.readyState > 1 ? this.#video : null
  }

  close() {
    this.#ending.abort()
    URL.revokeObjectURL(this.#video.src)
    this.#video.removeAttribute('src')
    this.#video.load()
    this.#video.remove()
  }

  /**
   * @param {EventTarget} target
   * @param {string} event
   * @param {() => void} handler
   */
  #listen(target, event, handler) {
    target.addEventListener(event, handler, { signal: this.#ending.signal })
  }

  get #ended() {
    return this.#ending.signal.aborted
  }

  #fail() {
    if (!this.#ended) this.#broken()
  }

  #open() {
    URL.revokeObjectURL(this.#video.src)
    try {
      this.#buffer = this.#source.addSourceBuffer(this.#codec)
    } catch {
      return this.#fail() // too many at once: the next try may find room
    }
    this.#listen(this.#buffer, 'updateend', () => this.#work())
    this.#listen(this.#buffer, 'error', () => this.#fail())
    this.#work()
  }

  /** The next step the source can take; it tells when it has taken it. */
  #work() {
    if (!this.#buffer || this.#buffer.updating || this.#ended) return
    try {
      this.#keepUp()
      const [first] = this.#queue
      if (!first) this.#trim(performance.now())
      else if (first.codec) this.#turn(this.#queue.shift())
      else if (first.type === INIT) this.#begin(this.#queue.shift())
      else this.#append()
    } catch (error) {
      if (/** @type {Error} */ (error).name !== 'QuotaExceededError' || !this.#remove()) this.#fail()
    }
  }

  #turn(/** @type {{codec: string}} */ { codec }) {
    this.#buffer.changeType(codec)
    this.#work()
  }

  #begin(/** @type {{bytes: Uint8Array<ArrayBuffer>}} */ { bytes }) {
    this.#timeline.anew()
    this.#buffer.appendBuffer(bytes)
  }

  #append() {
    const batch = this.#batch()
    const offset = this.#timeline.offset(batch[0], this.#end())
    if (this.#buffer.timestampOffset !== offset) this.#buffer.timestampOffset = offset
    this.#buffer.appendBuffer(joined(batch))
    this.#queue = this.#queue.slice(batch.length)
    for (const message of batch) this.#newest = this.#timeline.add(message)
    if (!document.hidden) this.#chase(performance.now())
  }

  /** The next pictures that can be appended as one. */
  #batch() {
    const queue = this.#queue
    /** @param {number} at */
    const follows = (at) => queue[at].type > INIT && this.#timeline.follows(queue[at - 1], queue[at])
    let many = 1
    while (many < queue.length && follows(many)) many += 1
    return queue.slice(0, many)
  }

  #end() {
    const { buffered } = this.#buffer
    return buffered.length ? buffered.end(buffered.length - 1) : null
  }

  /** @param {number} now */
  #chase(now) {
    const video = this.#video
    if (video.paused) video.play().catch(() => {}) // refused or cut short: the next picture asks again
    const rate = this.#pace.arrived(this.#newest - video.currentTime, now)
    if (video.playbackRate !== rate) video.playbackRate = rate
  }

  /** Only when the newest picture is in the buffer: a seek beyond its end is cut back to it. */
  #keepUp() {
    const behind = this.#newest - this.#video.currentTime
    if (document.hidden || !this.#pace.jumps(behind, performance.now())) return
    this.#video.currentTime = this.#timeline.from(this.#newest - this.#pace.margin())
  }

  /** Forget what was played; true: the source is at it. A hidden page does not play, so its newest end counts. */
  #remove() {
    const played = document.hidden ? this.#newest : Math.min(this.#newest, this.#video.currentTime)
    const upTo = this.#timeline.removable(played - KEPT_S)
    if (upTo === null) return false
    this.#buffer.remove(0, upTo)
    return true
  }

  /** @param {number} now */
  #trim(now) {
    if (now - this.#trimmed < TRIM_EVERY_MS) return
    this.#trimmed = now
    this.#remove()
  }

  #watch() {
    this.#video.requestVideoFrameCallback((_, { mediaTime }) => this.#onPicture(mediaTime))
  }

  /** @param {number} mediaTime */
  #onPicture(mediaTime) {
    const picture = this.#timeline.painted(mediaTime)
    this.#pace.landed()
    if (picture) this.#painted(picture)
    if (!this.#ended) this.#watch()
  }
}
