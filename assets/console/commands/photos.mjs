// Photos on their way to the server, one after the other: each is sent when it is chosen. One that is refused goes, one
// that did not get through stays and is sent again. Pure of page: how to send comes in.

import { at } from '../../core/base.mjs'

export const MOST = 9
const PATIENCE_MS = 90_000
const LATER = new Set([0, 408, 425, 429, 500, 502, 503, 504])

/** @typedef {{file: File, state: 'sending' | 'waits' | 'taken', hash: string | null}} Photo */
/** @typedef {{status: number, told: {photo?: string, code?: string}}} PhotoAnswer */

/**
 * @param {File} file
 * @returns {Promise<PhotoAnswer>} status 0 when nothing answered
 */
async function post(file) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const headers = { 'Content-Type': file.type || 'application/octet-stream' }
    const response = await fetch(at('/api/photos'), { method: 'POST', body: file, headers, signal })
    return { status: response.status, told: await response.json().catch(() => ({})) }
  } catch {
    return { status: 0, told: {} }
  }
}

export class Photos {
  /** @type {Photo[]} */
  all = []
  changed = () => {}
  #send
  /** @type {(key: string, file: File | null) => void} */
  #wrong = () => {}
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /** @param {(file: File) => Promise<PhotoAnswer>} [send] */
  constructor(send = post) {
    this.#send = send
  }

  /**
   * Who draws them: `changed()` after every step, `wrong(key, file)` with what has to be said.
   * @param {() => void} changed
   * @param {(key: string, file: File | null) => void} wrong
   */
  watched(changed, wrong) {
    this.changed = changed
    this.#wrong = wrong
  }

  /** @param {File[]} files */
  add(files) {
    const fit = files.slice(0, MOST - this.all.length)
    const more = fit.map((file) => /** @type {Photo} */ ({ file, state: 'sending', hash: null }))
    this.all.push(...more)
    if (fit.length < files.length) this.#wrong('photos_many', null)
    this.changed()
    more.forEach((photo) => this.#queue(photo))
  }

  /** @param {Photo} photo */
  remove(photo) {
    this.all = this.all.filter((one) => one !== photo)
    this.changed()
  }

  /** The names of all, once none is on its way; null when one did not get through, or was refused just now. */
  async names() {
    const before = this.all.length
    await this.#last
    this.all.filter(({ state }) => state === 'waits').forEach((photo) => this.#queue(photo))
    await this.#last
    const names = this.all.flatMap(({ hash }) => hash ?? [])
    return names.length === before ? names : null
  }

  /** @param {Photo} photo */
  #queue(photo) {
    this.#last = this.#last.then(() => this.#sent(photo))
  }

  /** @param {Photo} photo */
  async #sent(photo) {
    if (!this.all.includes(photo)) return
    photo.state = 'sending'
    this.changed()
    const { status, told } = await this.#send(photo.file)
    if (status === 201 && told.photo) Object.assign(photo, { state: 'taken', hash: told.photo })
    else if (LATER.has(status)) {
      photo.state = 'waits'
      this.#wrong('photo_again', photo.file)
    } else {
      this.#wrong(`photo_${told.code}`, photo.file)
      return this.remove(photo)
    }
    this.changed()
  }
}
