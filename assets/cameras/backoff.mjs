// How long to wait before the next try: twice as long each time up to a cap, with jitter. Pure.

const FIRST_MS = 250
export const CAP_MS = 3000

/** `random()` in [0, 1). */
export function createBackoff(random = Math.random) {
  let tries = 0
  return {
    /** Between half of the wait and all of it: screens that lost one process do not come back in one instant. */
    next() {
      const whole = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(tries, 10))
      tries += 1
      return whole * (0.5 + random() / 2)
    },
    worked() {
      tries = 0
    },
  }
}
