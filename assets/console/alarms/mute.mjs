// Silence that ends by itself. Pure: the time comes in.

export const MUTED_MS = 10 * 60_000

export class Mute {
  #until = 0

  /** @param {number} now */
  toggle(now) {
    this.#until = this.left(now) > 0 ? 0 : now + MUTED_MS
  }

  /** @param {number} now */
  left(now) {
    return Math.max(0, this.#until - now)
  }
}
