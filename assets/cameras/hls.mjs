// Plays an HLS camera close to its newest segment, which comes through the camera process. Begins again by itself
// until it is closed. Knows no gateway; knows no address at all.

import { Attempts } from './attempts.mjs'
import { FIRST, createRequests, loaderFor } from './hls_loader.mjs'
import { createVideo, watchPainted } from './video_frames.mjs'

const WATCH_MS = 500
const FIRST_PICTURE_MS = 20_000 // a gateway that pulls on demand cuts a first segment first
const SEGMENTS = 3 // so many of their lengths without a new picture: the stream stands
const SILENT_MS = 8000
const LOAD_MS = 15_000 // the process gives up before that
const PLAUSIBLE_MS = 120_000 // a wall clock in a playlist that is further off is not right
/** @type {Record<number, string>} */
const DETAILS = {
  401: 'wrong_password',
  403: 'not_allowed',
  404: 'no_stream',
  413: 'too_big',
  504: 'timeout',
}
// hls.js would try a dead gateway for a minute: we begin again instead, with waits of our own
/**
 * @param {number} first
 * @param {number} whole
 */
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

/** @type {typeof import('../vendor/hls.mjs').default} */
let Hls

/** The player, once its library is here: few sites have a gateway, and only those fetch it. */
export async function loadPlayer() {
  ;({ default: Hls } = await import('../vendor/hls.mjs'))
  return createPlayer
}

/**
 * See player.mjs.
 * @param {HTMLElement} host
 * @param {PlayerTools} tools
 */
function createPlayer(host, tools) {
  const requests = createRequests(tools.send)
  const edge = createEdge()
  const attempts = new Attempts(tools, (calls) => new HlsAttempt(host, tools, { requests, edge, ...calls }))
  let described = false
  return {
    /** @param {PanelMessage} message */
    take(message) {
      if (message.media && described) attempts.anew()
      described ||= message.media !== undefined
      requests.take(message)
    },
    newest: () => attempts.newest(),
    still: () => attempts.still(),
    close() {
      attempts.close()
      requests.close()
    },
  }
}

/** Whether the playlist has moved on since this page knows it: a gateway whose camera is gone still hands out the end. */
function createEdge() {
  /** @type {string | null} */
  let mark = null
  let moved = false
  return {
    moved: () => moved,
    begin: () => (moved = false),
    seen(/** @type {{endSN: number, partList: any[] | null}} */ { endSN, partList }) {
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
class HlsAttempt {
  video = createVideo()
  #tools
  #edge
  #painted
  #over
  #hls
  #unwatch
  #watching
  #deadline = performance.now() + FIRST_PICTURE_MS
  #live = false
  #closed = false

  /**
   * @param {HTMLElement} host
   * @param {PlayerTools} tools
   * @param {AttemptCalls & {requests: any, edge: any}} attemptCalls
   */
  constructor(host, tools, { requests, edge, painted, over }) {
    this.#tools = tools
    this.#edge = edge
    this.#painted = painted
    this.#over = over
    this.#hls = new Hls({ ...LIVE, loader: loaderFor(requests) })
    edge.begin()
    host.append(this.video)
    this.#unwatch = watchPainted(this.video, {
      painted: (picture) => this.#onPicture(picture),
      frozen: (is) => tools.troubled(is ? 'frozen' : ''),
      seen: (is) => edge.moved() && tools.send({ seen: { frozen: is } }),
      exempt: tools.exempt,
    })
    this.#watching = setInterval(() => this.#watch(), WATCH_MS)
    this.#load()
  }

  close() {
    this.#closed = true
    clearInterval(this.#watching)
    this.#unwatch()
    this.#hls.destroy()
    this.video.remove()
  }

  #load() {
    this.#hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => this.#edge.seen(details))
    this.#hls.on(Hls.Events.ERROR, (_, error) => error.fatal && this.#lost(detailOf(error)))
    this.#hls.loadSource(FIRST)
    this.#hls.attachMedia(this.video)
  }

  /** @param {string} detail */
  #lost(detail) {
    if (!this.#closed) this.#over(detail)
  }

  #silent() {
    return Math.max(SILENT_MS, SEGMENTS * 1000 * (this.#hls.latestLevelDetails?.targetduration ?? 0))
  }

  /** Epoch ms the picture is from: by the playlist's clock when it tells one, else by how far the newest is ahead. */
  #pictured() {
    const told = this.#hls.playingDate?.getTime() ?? 0
    const now = this.#tools.now()
    if (Math.abs(now - told) < PLAUSIBLE_MS && told <= now) return told
    return now - 1000 * Math.max(0, this.#hls.latency || 0)
  }

  #onPicture(/** @type {{dropped: number}} */ { dropped }) {
    if (!this.#edge.moved()) return // it may be an old one
    this.#deadline = performance.now() + this.#silent()
    if (!this.#live) this.#tools.troubled('')
    this.#live = true
    const at = this.#pictured()
    this.#painted({ at, latency: this.#tools.now() - at, dropped })
  }

  #watch() {
    const { paused, readyState } = this.video
    // a hidden page paints nothing: what counts then is whether it plays on
    if (document.hidden && !paused && readyState > 2) this.#deadline = performance.now() + this.#silent()
    if (performance.now() > this.#deadline) this.#lost(this.#live || readyState > 0 ? 'stalled' : 'timeout')
  }
}
