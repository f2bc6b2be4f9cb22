// Fetches for hls.js through the link: playlists and segments the page cannot ask for itself, because it knows no
// address. Knows no player.

import { GOT } from './picture_codec.mjs'

const OK = 200
const STEM = '/cameras/hls/' // only a shape hls.js can work with: nothing is ever asked there
export const FIRST = `${STEM}0`

/**
 * What the link carries of one panel's requests: `ask` sends one, `take` hands in what came.
 * @param {(message: object) => boolean} send
 */
export function createRequests(send) {
  const waiting = new Map() // request → {told, done}
  let request = 0
  return {
    /**
     * `done({status, bytes})` is called once, unless the answered function is called before.
     * @param {string} path
     * @param {(reply: {status: number, bytes: Uint8Array<ArrayBuffer>}) => void} done
     */
    ask(path, done) {
      request += 1
      const mine = request
      waiting.set(mine, { done, status: 0 })
      send({ get: { request: mine, path } })
      return () => waiting.delete(mine)
    },
    take(/** @type {PanelMessage} */ { got, type, number, bytes }) {
      const one = waiting.get(got ? got.request : number)
      if (!one || (!got && type !== GOT)) return
      if (got) one.status = got.status
      if (got && got.status === OK) return
      waiting.delete(got ? got.request : number)
      one.done({ status: one.status, bytes: bytes ?? new Uint8Array() })
    },
    close: () => waiting.clear(),
  }
}

const timing = () => ({ start: 0, first: 0, end: 0 })

class Loader {
  #requests
  /** @type {any} */
  #timer = 0
  /** @type {() => void} */
  #forget = () => {}
  /** @type {any} */
  #callbacks = null

  /** @param {any} requests */
  constructor(requests) {
    this.#requests = requests
    this.context = null
    this.stats = {
      ...{ aborted: false, loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0 },
      ...{ loading: timing(), parsing: timing(), buffering: timing() },
    }
  }

  /**
   * @param {any} context
   * @param {any} config
   * @param {any} callbacks
   */
  load(context, config, callbacks) {
    this.context = context
    this.#callbacks = callbacks
    this.stats.loading.start = performance.now()
    this.#forget = this.#requests.ask(pathOf(context), (/** @type {any} */ reply) => this.#came(reply))
    this.#timer = setTimeout(() => this.#late(), config.loadPolicy.maxLoadTimeMs)
  }

  /**
   * @param {{status: number, bytes: Uint8Array<ArrayBuffer>}} parts
   */
  #came({ status, bytes }) {
    clearTimeout(this.#timer)
    const { context, stats } = this
    const callbacks = this.#callbacks
    stats.loading.first = stats.loading.end = performance.now()
    if (status !== OK) return callbacks.onError({ code: status, text: '' }, context, null, stats)
    stats.loaded = stats.total = bytes.length
    // the message's buffer begins with a header: hls.js keeps what it gets as a buffer of its own
    const data =
      context.responseType === 'arraybuffer' ? bytes.slice().buffer : new TextDecoder().decode(bytes)
    callbacks.onSuccess({ url: context.url, data, code: status }, stats, context, null)
  }

  #late() {
    this.#forget()
    this.#callbacks.onTimeout(this.stats, this.context, null)
  }

  abort() {
    if (this.stats.loading.end) return
    this.destroy()
    this.stats.aborted = true
    this.#callbacks?.onAbort?.(this.stats, this.context, null)
  }

  destroy() {
    clearTimeout(this.#timer)
    this.#forget()
  }
}

/**
 * A loader class as hls.js wants one, for one panel's requests.
 * @param {any} requests
 */
export function loaderFor(requests) {
  return class extends Loader {
    constructor() {
      super(requests)
    }
  }
}

/**
 * @param {{url: string, rangeStart?: number, rangeEnd?: number}} parts
 */
function pathOf({ url, rangeStart, rangeEnd }) {
  const { pathname, search } = new URL(url, location.href)
  const bytes = rangeEnd ? `#${rangeStart ?? 0}-${rangeEnd - 1}` : ''
  return pathname.slice(pathname.lastIndexOf('/') + 1) + search + bytes
}
