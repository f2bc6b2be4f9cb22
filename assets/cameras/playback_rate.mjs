// How fast to play so that pictures are shown soon after they come and yet never run out: the least time any of the
// last pictures lay waiting is held near a small margin, which grows when they ran out. Pure: time is handed in.

export const BEHIND_S = 1 // more: jump
const WINDOW_MS = 1000
const LEAST_MARGIN_S = 0.05
const MOST_MARGIN_S = 0.2
const DEAD_BAND_S = 0.015
const SLOWEST = 0.97
const FASTEST = 1.05
const GAIN = 0.5 // a second too much is caught up at half a second a second, as far as FASTEST allows
const BEGINNING_MS = 3000 // while a player sets itself up pictures pile up: one jump spares a long hurry
const PAUSE_MS = 400 // nothing came for so long: it begins anew
const BEGINNING_BEHIND_S = 0.25
const JUMP_AGAIN_MS = 2000 // a jump decodes from the last key frame: on a machine that is too slow it must not repeat
const JUMP_LOST_MS = 30_000 // that may be half a minute of pictures: before one was painted no other jump helps

export class PlaybackRate {
  #margin = LEAST_MARGIN_S
  #rate = 1
  #least = Infinity
  #until = 0
  #jumped = -Infinity
  #under = false // way: no picture was painted since the jump
  #began = 0
  #came = -Infinity

  /**
   * A picture came `ahead` s before its turn, at `now` (steady ms): the rate to play at from now on.
   * @param {number} ahead
   * @param {number} now
   */
  arrived(ahead, now) {
    if (now - this.#came > PAUSE_MS) this.#began = now
    this.#came = now
    this.#least = Math.min(this.#least, ahead)
    if (now < this.#until) return this.#rate
    if (this.#until > 0) this.#decide()
    this.#until = now + WINDOW_MS
    this.#least = Infinity
    return this.#rate
  }

  /**
   * Is it time to jump, `behind` s after the newest picture?
   * @param {number} behind
   * @param {number} now
   */
  jumps(behind, now) {
    const bearable = now - this.#began < BEGINNING_MS ? BEGINNING_BEHIND_S : BEHIND_S
    const again = this.#under ? JUMP_LOST_MS : JUMP_AGAIN_MS
    if (behind <= bearable || now - this.#jumped < again) return false
    this.#jumped = now
    this.#under = true
    this.#least = Infinity
    return true
  }

  /** A picture was painted. */
  landed() {
    this.#under = false
  }

  margin() {
    return this.#margin
  }

  rate() {
    return this.#rate
  }

  #decide() {
    if (this.#least < 0.005) this.#margin = Math.min(MOST_MARGIN_S, this.#margin + 0.02)
    else this.#margin = Math.max(LEAST_MARGIN_S, this.#margin - 0.001)
    const excess = this.#least - this.#margin
    const wanted = Math.min(FASTEST, Math.max(SLOWEST, 1 + GAIN * excess))
    this.#rate = Math.abs(excess) < DEAD_BAND_S ? 1 : wanted
  }
}
