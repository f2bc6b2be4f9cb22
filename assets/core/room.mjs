// Which frames count: only those of the room shown, in order, none twice. Pure: knows no socket and no page.

const WAITING_AT_MOST = 32

/**
 * Between `join()` and `joined()` it is not known yet which room a frame is of: those wait. A server that has not read
 * anything yet knows nothing of the city: `blind` gets its frames, and what it says when it sees begins anew.
 */
export class Room {
  #accept
  #resync
  #blind
  /** @type {number | null} */
  #room = null
  /** @type {number | null} */
  #epoch = null
  /** @type {number | null} */
  #sequence = null
  /** @type {Frame[]} */
  #waiting = []
  #lost = false
  #unread = false
  #faulty = false

  /**
   * `accept(frame)` gets each frame that counts, in order; `resync()` is called when one is missing.
   * @param {(frame: Frame) => void} accept
   * @param {() => void} resync
   * @param {(frame: Frame) => void} blind
   */
  constructor(accept, resync, blind = () => {}) {
    this.#accept = accept
    this.#resync = resync
    this.#blind = blind
  }

  join() {
    this.#room = null
    this.#sequence = null
    this.#waiting = []
    this.#lost = this.#faulty = this.#unread = false
  }

  /** @param {number} number */
  joined(number) {
    this.#room = number
    const held = this.#waiting
    this.#waiting = []
    if (this.#lost) this.#resync()
    else for (const frame of held) this.#follow(frame)
  }

  /** @param {Frame} frame */
  take(frame) {
    if (this.#room !== null) this.#follow(frame)
    else if (this.#waiting.push(frame) > WAITING_AT_MOST) this.#lost = true
    if (this.#lost) this.#waiting = []
  }

  get number() {
    return this.#room
  }

  /** A frame could not be read, or did not fit what is here: nothing counts until the next snapshot. */
  fault() {
    this.#sequence = null
    this.#faulty = true
    if (this.#room === null) this.#lost = true
  }

  faulty() {
    return this.#faulty && this.#room !== null
  }

  settled() {
    return this.#sequence !== null || this.#unread
  }

  /** @param {Frame} frame */
  #follow(frame) {
    if (frame.room !== this.#room) return
    const began = this.#unread && !frame.snapshot
    this.#unread = frame.redisAge === null
    if (this.#unread) this.#blind(frame)
    else if (began) this.#anew()
    else if (frame.snapshot) this.#begin(frame)
    else if (this.#sequence !== null) this.#delta(frame) // before its snapshot: the snapshot holds it
  }

  /** @param {Frame} frame */
  #begin(frame) {
    this.#epoch = frame.epoch
    this.#faulty = false
    this.#count(frame)
  }

  /** @param {Frame} frame */
  #delta(frame) {
    const next = Number(this.#sequence) + 1
    if (frame.epoch !== this.#epoch || frame.sequence > next) this.#anew()
    else if (frame.sequence === next) this.#count(frame)
  }

  /** @param {Frame} frame */
  #count(frame) {
    this.#sequence = frame.sequence
    this.#accept(frame)
  }

  #anew() {
    this.#sequence = null
    this.#resync()
  }
}
