// Against burn-in: what never moves shifts by two pixels every ten minutes, around a small square.
import { now } from '../core/clock.mjs'

const EVERY_MS = 10 * 60_000
const PLACES = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
]

/**
 * Where the page stands at this time: the same for every screen of a wall, so that they stay aligned.
 * @param {number} at
 */
export const shiftAt = (at) => PLACES[Math.floor(at / EVERY_MS) % PLACES.length]

/** @param {HTMLElement} wall */
export function mountBurnin(wall) {
  const shift = () => {
    const [x, y] = shiftAt(now())
    wall.style.setProperty('--shift-x', `${x}px`)
    wall.style.setProperty('--shift-y', `${y}px`)
  }
  shift()
  setInterval(shift, 30_000)
}
