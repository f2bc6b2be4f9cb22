// One <video> with its MediaSource, from the first key frame to the first fault: appends what comes, keeps a few
// seconds, plays close behind the newest picture. Knows no link and no panel.

import { createPlaybackRate } from './playback_rate.mjs'
import { createTimeline } from './timeline.mjs'
import { INIT, KEY } from './picture_codec.mjs'

const KEPT_S = 3
const TRIM_EVERY_MS = 2000
const QUEUE_AT_MOST = 2000 // a source that lets so many pictures lie is broken; a late viewer gets a whole group at once

function makeVideo(host) {
  const video = document.createElement('video')
  Object.assign(video, { muted: true, playsInline: true, disableRemotePlayback: true })
  host.append(video)
  return video
}

/** All fragments of a batch as one: an append costs more than a copy. */
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

/** `painted({at, number, dropped})` after every picture; `broken()` once, when it can play no more: close it then. */
export function createMseBuffer(host, codec, { painted, broken }) {
  const video = makeVideo(host)
  const source = new MediaSource()
  const timeline = createTimeline()
  const pace = createPlaybackRate()
  const ending = new AbortController()
  let buffer = null
  let queue = [] // decoded messages and {codec}, in order
  let begun = false // a key frame has come
  let newest = 0 // place of the newest picture appended
  let trimmed = 0

  const listen = (target, event, handler) =>
    target.addEventListener(event, handler, { signal: ending.signal })
  const end = () => (buffer.buffered.length ? buffer.buffered.end(buffer.buffered.length - 1) : null)
  const play = () => video.paused && video.play().catch(() => {}) // refused or cut short: the next picture asks again

  function fail() {
    if (!ending.signal.aborted) broken()
  }

  function open() {
    URL.revokeObjectURL(video.src)
    try {
      buffer = source.addSourceBuffer(codec)
    } catch {
      return fail() // too many at once: the next try may find room
    }
    listen(buffer, 'updateend', work)
    listen(buffer, 'error', fail)
    work()
  }

  /** The next step the source can take; it tells when it has taken it. */
  function work() {
    if (!buffer || buffer.updating || ending.signal.aborted) return
    try {
      keepUp()
      if (queue.length === 0) trim(performance.now())
      else if (queue[0].codec) change(queue.shift())
      else if (queue[0].type === INIT) begin(queue.shift())
      else append()
    } catch (error) {
      if (error.name !== 'QuotaExceededError' || !remove()) fail()
    }
  }

  function change({ codec: wanted }) {
    buffer.changeType(wanted)
    work()
  }

  function begin({ bytes }) {
    timeline.anew()
    buffer.appendBuffer(bytes)
  }

  function append() {
    const after = end()
    const offset = timeline.offset(queue[0], after)
    if (buffer.timestampOffset !== offset) buffer.timestampOffset = offset
    let many = 1
    while (many < queue.length && queue[many].type > INIT && timeline.follows(queue[many - 1], queue[many]))
      many += 1
    const batch = queue.slice(0, many)
    buffer.appendBuffer(joined(batch))
    queue = queue.slice(many)
    for (const message of batch) newest = timeline.add(message)
    if (!document.hidden) chase(performance.now())
  }

  function chase(now) {
    play()
    const rate = pace.arrived(newest - video.currentTime, now)
    if (video.playbackRate !== rate) video.playbackRate = rate
  }

  /** Only when the newest picture is in the buffer: a seek beyond its end is cut back to it. */
  function keepUp() {
    if (document.hidden || !pace.jumps(newest - video.currentTime, performance.now())) return
    video.currentTime = timeline.from(newest - pace.margin())
  }

  /** Forget what was played; true: the source is at it. A hidden page does not play, so its newest end counts. */
  function remove() {
    const upTo = timeline.removable((document.hidden ? newest : Math.min(newest, video.currentTime)) - KEPT_S)
    if (upTo === null) return false
    buffer.remove(0, upTo)
    return true
  }

  function trim(now) {
    if (now - trimmed < TRIM_EVERY_MS) return
    trimmed = now
    remove()
  }

  function shown(_, { mediaTime }) {
    const picture = timeline.painted(mediaTime)
    pace.landed()
    if (picture) painted(picture)
    if (!ending.signal.aborted) video.requestVideoFrameCallback(shown)
  }

  listen(source, 'sourceopen', open)
  listen(source, 'sourceclose', fail)
  listen(video, 'error', fail)
  video.requestVideoFrameCallback(shown)
  video.src = URL.createObjectURL(source)

  return {
    take(message) {
      begun ||= message.type === KEY
      if (!begun && message.type !== INIT) return
      if (queue.push(message) > QUEUE_AT_MOST) fail()
      else work()
    },
    /** Another codec from the next init segment on. */
    change(wanted) {
      queue.push({ codec: wanted })
      begun = false
      work()
    },
    still: () => (video.videoWidth > 0 && video.readyState > 1 ? video : null),
    close() {
      ending.abort()
      URL.revokeObjectURL(video.src)
      video.removeAttribute('src')
      video.load()
      video.remove()
    },
  }
}
