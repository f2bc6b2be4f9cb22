// Asks one question again and again while somebody looks, at most every five seconds. What was answered last stays when
// a read fails, with the moment since when it does. Clocks and the asking are handed in; knows no page.

/** @typedef {ReturnType<typeof setTimeout>} Timer */

export const EVERY_MS = 5000
/**
 * @param {() => void} run
 * @param {number} ms
 */
const timeout = (run, ms) => setTimeout(run, ms) // as methods of another object browsers refuse them
const timeoutOff = (/** @type {Timer | null} */ timer) => clearTimeout(timer ?? undefined)

/** @template T what is answered */
export class Polling {
  /** @type {string | null} */
  key = null
  /** @type {T | null} */
  data = null
  /** @type {{since: number, reason: string} | null} */
  failed = null // `since` in epoch ms of the server
  #asked = -Infinity // steady ms
  #turn = 0 // an answer to an older question is void
  /** @type {Timer | null} */
  #timer = null

  /**
   * `tell()` after each answer; `now` the server's time, `steady` ms, `idle()` while nobody can look.
   * @param {{
   *   tell: () => void,
   *   now: () => number,
   *   steady: () => number,
   *   idle?: () => boolean,
   *   later?: (run: () => void, ms: number) => Timer,
   *   cancel?: (timer: Timer | null) => void,
   * }} tools
   */
  constructor({ tell, now, steady, idle = () => false, later = timeout, cancel = timeoutOff }) {
    this.tell = tell
    this.now = now
    this.steady = steady
    this.idle = idle
    this.later = later
    this.cancel = cancel
  }

  /**
   * Ask `read()` from now on; the same `key` again goes on where it rested.
   * @param {string} key
   * @param {() => Promise<T>} read
   */
  ask(key, read) {
    if (key === this.key && this.#timer !== null) return
    if (key !== this.key) {
      Object.assign(this, { key, data: null, failed: null })
      this.#asked = -Infinity
    }
    this.#plan(read)
  }

  rest() {
    this.#turn += 1
    this.cancel(this.#timer)
    this.#timer = null
  }

  /** @param {() => Promise<T>} read */
  #plan(read) {
    this.rest()
    const wait = Math.max(0, this.#asked + EVERY_MS - this.steady())
    this.#timer = this.later(() => this.#go(read, this.#turn), Number.isFinite(wait) ? wait : 0)
  }

  /**
   * @param {() => Promise<T>} read
   * @param {number} turn
   */
  async #go(read, turn) {
    this.#asked = this.steady()
    if (!this.idle()) {
      const told = await read().then(
        (data) => ({ data, failed: null }),
        (error) => ({
          data: this.data,
          failed: { since: this.failed?.since ?? this.now(), reason: error.message },
        }),
      )
      if (turn !== this.#turn) return
      Object.assign(this, told)
      this.tell()
    }
    if (turn === this.#turn) this.#plan(read)
  }
}
