// Tries to play, and tries again with growing waits when it ends, until it is closed: what every player of a gateway's
// stream does. Knows no protocol.

import { createBackoff } from './backoff.mjs'

export class Attempts {
  /** @type {PlayerTools} */
  #tools
  #start
  #backoff = createBackoff()
  /** @type {any} */
  #attempt = null
  #seen = false // this attempt has painted
  #newest = 0
  #number = 0
  #timer = 0

  /**
   * `start({painted, over})` begins one attempt and answers it: {video, close, …}. It calls painted({at, latency,
   * dropped}) after each picture and over(detail) at most once, not before it has answered and not after close().
   * @param {PlayerTools} tools
   * @param {(calls: AttemptCalls) => any} start
   */
  constructor(tools, start) {
    this.#tools = tools
    this.#start = start
    this.#begin()
  }

  current() {
    return this.#attempt
  }

  newest() {
    return this.#newest
  }

  still() {
    return this.#seen ? this.#attempt.video : null
  }

  /** At once, because what is to be played is another stream now. */
  anew() {
    this.#end()
    this.#begin()
  }

  close() {
    clearTimeout(this.#timer)
    this.#attempt?.close()
    this.#attempt = null
  }

  #begin() {
    this.#seen = false
    /** @param {Omit<Painted, 'number'>} picture */
    const painted = (picture) => this.#painted(picture)
    this.#attempt = this.#start({ painted, over: (detail) => this.#over(detail) })
  }

  #end() {
    clearTimeout(this.#timer)
    if (this.#seen) this.#tools.keep()
    this.#attempt?.close()
    this.#attempt = null
    this.#seen = false
  }

  #painted(/** @type {Omit<Painted, 'number'>} */ { at, latency, dropped }) {
    if (!this.#seen) this.#backoff.worked()
    this.#seen = true
    this.#newest = at
    this.#number += 1
    this.#tools.painted({ at, number: this.#number, latency, dropped })
  }

  /** @param {string} detail */
  #over(detail) {
    this.#end()
    this.#tools.troubled(detail)
    this.#timer = setTimeout(() => this.#begin(), this.#backoff.next())
  }
}
