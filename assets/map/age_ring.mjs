// How a position's age shows: its ring is full up to 1 min, fainter up to 3, faint up to 10, then gone. Pure.

const LIMITS_MS = [60_000, 180_000, 600_000]
export const RINGS = [0, 0.28, 0.5, 0.85] // opacity of the ring by `ring()`
export const FRESHEST = 3

/**
 * 3 fresh … 1 old, 0 older than ten minutes.
 * @param {number} age
 */
export function ring(age) {
  for (let i = 0; i < LIMITS_MS.length; i++) if (age <= LIMITS_MS[i]) return FRESHEST - i
  return 0
}
