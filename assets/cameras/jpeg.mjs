// Draws pictures that come as JPEG, the newest only: what is still being decoded when two more come, the first of
// them is skipped. Knows no state and no link.

import { JPEG } from './picture_codec.mjs'

/**
 * See player.mjs.
 * @param {HTMLElement} host
 * @param {PlayerTools} tools
 */
export const createPlayer = (host, tools) => new JpegPlayer(host, tools)

class JpegPlayer {
  #tools
  #canvas = document.createElement('canvas')
  /** @type {CanvasRenderingContext2D | null} */
  #context = null
  #decoding = false
  /** @type {Picture | null} */
  #next = null // the message to decode after this one
  /** @type {{bitmap: ImageBitmap, message: Picture} | null} */
  #ready = null // {bitmap, message}, decoded, waits for the page's next frame
  #frame = 0
  #newest = 0
  #dropped = 0
  #closed = new AbortController()

  /**
   * @param {HTMLElement} host
   * @param {PlayerTools} tools
   */
  constructor(host, tools) {
    this.#tools = tools
    this.#canvas.width = this.#canvas.height = 0
    host.append(this.#canvas)
    document.addEventListener('visibilitychange', () => this.#decode(), { signal: this.#closed.signal })
  }

  /** @param {PanelMessage} message */
  take(message) {
    if (message.type !== JPEG) return
    if (this.#next) this.#dropped += 1
    this.#next = message
    this.#decode()
  }

  /**
   * Holds on to what another player shows, before that goes.
   * @param {any} picture
   * @param {number} at
   */
  keep(picture, at) {
    this.#draw(picture, picture.videoWidth ?? picture.width, picture.videoHeight ?? picture.height)
    this.#newest = at
  }

  newest() {
    return this.#newest
  }

  still() {
    return this.#newest > 0 ? this.#canvas : null
  }

  close() {
    this.#closed.abort()
    cancelAnimationFrame(this.#frame)
    this.#ready?.bitmap.close()
    this.#ready = this.#next = null
    this.#canvas.width = this.#canvas.height = 0
    this.#canvas.remove()
  }

  async #decode() {
    if (this.#decoding || this.#next === null || document.hidden) return
    const message = this.#next
    this.#next = null
    this.#decoding = true
    const data = new Blob([message.bytes], { type: 'image/jpeg' })
    const bitmap = await createImageBitmap(data).catch(() => null)
    this.#decoding = false
    if (bitmap === null) this.#dropped += 1
    else if (this.#closed.signal.aborted) bitmap.close()
    else this.#hold({ bitmap, message })
    this.#decode()
  }

  /** @param {any} picture */
  #hold(picture) {
    if (this.#ready) {
      this.#ready.bitmap.close()
      this.#dropped += 1
    }
    this.#ready = picture
    this.#frame ||= requestAnimationFrame(() => this.#paint())
  }

  #paint() {
    this.#frame = 0
    if (this.#ready === null) return
    const { bitmap, message } = this.#ready
    this.#ready = null
    this.#draw(bitmap, bitmap.width, bitmap.height)
    bitmap.close()
    const at = message.at
    this.#newest = at
    this.#tools.painted({
      at,
      number: message.number,
      latency: this.#tools.now() - at,
      dropped: this.#dropped,
    })
    this.#dropped = 0
  }

  /**
   * @param {any} picture
   * @param {number} width
   * @param {number} height
   */
  #draw(picture, width, height) {
    const canvas = this.#canvas
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    this.#context ??= canvas.getContext('2d', { alpha: false })
    this.#context?.drawImage(picture, 0, 0, width, height)
  }
}
