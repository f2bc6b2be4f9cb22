// The beat of an unanswered SOS: asks for a paint a few times a second while there is one, and for none otherwise.

const EVERY_MS = 200

/**
 * @param {() => boolean} wanted
 * @param {() => void} beat
 */
export function createPulse(wanted, beat) {
  let timer = 0
  return () => {
    if (timer !== 0 || !wanted()) return
    timer = setTimeout(() => {
      timer = 0
      beat()
    }, EVERY_MS)
  }
}
