// Plays an HLS camera close to its newest segment, which comes through the camera process. Begins again by itself
// until it is closed. Knows no gateway; knows no address at all.

import Hls from '../vendor/hls.mjs'
import { createAttempts } from './attempts.mjs'
import { FIRST, createRequests, loaderFor } from './hls_loader.mjs'
import { createVideo, watchPainted } from './video_frames.mjs'

const WATCH_MS = 500
const FIRST_PICTURE_MS = 20_000 // a gateway that pulls on demand cuts a first segment first
const SEGMENTS = 3 // so many of their lengths without a new picture: the stream stands
const SILENT_MS = 8000
const LOAD_MS = 15_000 // the process gives up before that
const PLAUSIBLE_MS = 120_000 // a wall clock in a playlist that is further off is not right
const DETAILS = {
  401: 'wrong_password',
  403: 'not_allowed',
  404: 'no_stream',
  413: 'too_big',
  504: 'timeout',
}
// hls.js would try a dead gateway for a minute: we begin again instead, with waits of our own
const soon = (first, whole) => {
  const retry = { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 1000 }
  const times = { maxTimeToFirstByteMs: first, maxLoadTimeMs: whole }
  return { default: { ...times, timeoutRetry: { ...retry, maxNumRetry: 1 }, errorRetry: retry } }
}
const LIVE = {
  enableWorker: false, // its worker is a blob, which the page's policy forbids
  lowLatencyMode: true,
  liveSyncDurationCount: 2,
  liveMaxLatencyDurationCount: 5, // further behind: jump
  liveDurationInfinity: true,
  backBufferLength: 4,
  maxBufferLength: 10,
  maxMaxBufferLength: 20,
  capLevelToPlayerSize: true,
  manifestLoadPolicy: soon(LOAD_MS, LOAD_MS),
  playlistLoadPolicy: soon(LOAD_MS, LOAD_MS),
  fragLoadPolicy: soon(LOAD_MS, LOAD_MS),
}

/** See player.mjs. */
export function createPlayer(host, tools) {
  const requests = createRequests(tools.send)
  const edge = createEdge()
  const attempts = createAttempts(tools, (told) => createAttempt(host, tools, { requests, edge, ...told }))
  let described = false
  return {
    take(message) {
      if (message.media && described) attempts.anew()
      described ||= message.media !== undefined
      requests.take(message)
    },
    newest: attempts.newest,
    still: attempts.still,
    close() {
      attempts.close()
      requests.close()
    },
  }
}

/** Whether the playlist has moved on since this page knows it: a gateway whose camera is gone still hands out the end. */
function createEdge() {
  let mark = null
  let moved = false
  return {
    moved: () => moved,
    begin: () => (moved = false),
    seen({ endSN, partList }) {
      const now = `${endSN}.${partList?.length ?? 0}`
      moved ||= mark !== null && mark !== now
      mark = now
    },
  }
}

/** @param {any} error hls.js's */
function detailOf({ type, details, response }) {
  if (type === Hls.ErrorTypes.MEDIA_ERROR) return /codec/i.test(details) ? 'codec' : 'garbage'
  return DETAILS[response?.code] ?? (details === 'manifestParsingError' ? 'garbage' : 'gateway')
}

/** From one look at the playlist to its end; `over(detail)` is called at most once, and not after close(). */
function createAttempt(host, tools, { requests, edge, painted, over }) {
  const video = createVideo()
  const hls = new Hls({ ...LIVE, loader: loaderFor(requests) })
  let deadline = performance.now() + FIRST_PICTURE_MS
  let live = false
  let closed = false

  const lost = (detail) => closed || over(detail)
  const silent = () => Math.max(SILENT_MS, SEGMENTS * 1000 * (hls.latestLevelDetails?.targetduration ?? 0))

  /** Epoch ms the picture is from: by the playlist's clock when it tells one, else by how far the newest is ahead. */
  function pictured() {
    const told = hls.playingDate?.getTime() ?? 0
    const now = tools.now()
    return Math.abs(now - told) < PLAUSIBLE_MS && told <= now
      ? told
      : now - 1000 * Math.max(0, hls.latency || 0)
  }

  function onPicture({ dropped }) {
    if (!edge.moved()) return // it may be an old one
    deadline = performance.now() + silent()
    if (!live) tools.troubled('')
    live = true
    const at = pictured()
    painted({ at, latency: tools.now() - at, dropped })
  }

  function watch() {
    // a hidden page paints nothing: what counts then is whether it plays on
    if (document.hidden && !video.paused && video.readyState > 2) deadline = performance.now() + silent()
    if (performance.now() > deadline) lost(live || video.readyState > 0 ? 'stalled' : 'timeout')
  }

  edge.begin()
  host.append(video)
  const frozen = (is) => tools.troubled(is ? 'frozen' : '')
  const seen = (is) => edge.moved() && tools.send({ seen: { frozen: is } })
  const unwatch = watchPainted(video, { painted: onPicture, frozen, seen, exempt: tools.exempt })
  const watching = setInterval(watch, WATCH_MS)
  hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => edge.seen(details))
  hls.on(Hls.Events.ERROR, (_, error) => error.fatal && lost(detailOf(error)))
  hls.loadSource(FIRST)
  hls.attachMedia(video)

  return {
    video,
    close() {
      closed = true
      clearInterval(watching)
      unwatch()
      hls.destroy()
      video.remove()
    },
  }
}
