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

export function createPlaybackRate() {
  let margin = LEAST_MARGIN_S
  let rate = 1
  let least = Infinity
  let until = 0
  let jumped = -Infinity
  let under = false // way: no picture was painted since the jump
  let began = 0
  let came = -Infinity

  function decide() {
    if (least < 0.005) margin = Math.min(MOST_MARGIN_S, margin + 0.02)
    else margin = Math.max(LEAST_MARGIN_S, margin - 0.001)
    const excess = least - margin
    rate = Math.abs(excess) < DEAD_BAND_S ? 1 : Math.min(FASTEST, Math.max(SLOWEST, 1 + GAIN * excess))
  }

  return {
    /** A picture came `ahead` s before its turn, at `now` (steady ms): the rate to play at from now on. */
    arrived(ahead, now) {
      if (now - came > PAUSE_MS) began = now
      came = now
      least = Math.min(least, ahead)
      if (now < until) return rate
      if (until > 0) decide()
      until = now + WINDOW_MS
      least = Infinity
      return rate
    },
    /** Is it time to jump, `behind` s after the newest picture? */
    jumps(behind, now) {
      const bearable = now - began < BEGINNING_MS ? BEGINNING_BEHIND_S : BEHIND_S
      if (behind <= bearable || now - jumped < (under ? JUMP_LOST_MS : JUMP_AGAIN_MS)) return false
      jumped = now
      under = true
      least = Infinity
      return true
    },
    /** A picture was painted. */
    landed() {
      under = false
    },
    margin: () => margin,
    rate: () => rate,
  }
}
