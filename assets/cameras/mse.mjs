// Plays H.264 as it comes, one picture a fragment, through MediaSource, for weeks: a buffer that breaks is replaced by
// a new one. Knows no state, no link and no other panel.

import { MseBuffer } from './mse_buffer.mjs'
import { DELTA, INIT, KEY } from './picture_codec.mjs'

const AGAIN_MS = 1000

/**
 * See player.mjs.
 * @param {HTMLElement} host
 * @param {PlayerTools} tools
 */
export const createPlayer = (host, tools) => new MsePlayer(host, tools)

class MsePlayer {
  #host
  #tools
  /** @type {string} */
  #codec = ''
  /** @type {PanelMessage | null} */
  #init = null // the last init segment: a new buffer begins with it
  /** @type {MseBuffer | null} */
  #buffer = null
  #newest = 0
  /** @type {any} */
  #waiting = 0

  /**
   * @param {HTMLElement} host
   * @param {PlayerTools} tools
   */
  constructor(host, tools) {
    this.#host = host
    this.#tools = tools
  }

  /** @param {PanelMessage} message */
  take(message) {
    if (message.media) return this.#describe(message.media)
    if (message.type === INIT) this.#init = message
    if (message.type === INIT || message.type === KEY || message.type === DELTA) this.#buffer?.take(message)
  }

  newest() {
    return this.#newest
  }

  still() {
    return this.#buffer?.still() ?? null
  }

  close() {
    clearTimeout(this.#waiting)
    this.#buffer?.close()
    this.#buffer = null
  }

  #painted(/** @type {Omit<Painted, 'latency'>} */ { at, number, dropped }) {
    this.#newest = Math.max(this.#newest, at) // a picture that others are shown before came earlier than they
    this.#tools.painted({ at: this.#newest, number, latency: this.#tools.now() - at, dropped })
  }

  #begin() {
    this.#waiting = 0
    /** @param {any} picture */
    const painted = (picture) => this.#painted(picture)
    this.#buffer = new MseBuffer(this.#host, this.#codec, { painted, broken: () => this.#broken() })
    if (this.#init) this.#buffer.take(this.#init)
  }

  #broken() {
    this.#tools.keep?.()
    this.#buffer?.close()
    this.#buffer = null
    this.#waiting = setTimeout(() => this.#begin(), AGAIN_MS)
  }

  #describe(/** @type {{codec: string}} */ { codec }) {
    this.#codec = `video/mp4; codecs="${codec}"`
    this.#init = null
    if (!globalThis.MediaSource?.isTypeSupported(this.#codec)) this.#tools.failed(`codec ${codec}`)
    else if (this.#buffer) this.#buffer.change(this.#codec)
    else if (!this.#waiting) this.#begin()
  }
}
