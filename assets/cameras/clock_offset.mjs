// The camera process's clock, measured against its beat: the beat that was quickest on its way tells best. Pure.

const BEATS = 30
const STEP_MS = 2000 // so far apart: that clock was set, and what it said before is void

export function createClockOffset() {
  /** @type {number[]} */
  let offsets = [] // that clock minus our steady one, the newest last

  return {
    /**
     * `beat`: epoch ms when it was sent; `steady`: our steady ms when it came.
     * @param {number} beat
     * @param {number} steady
     */
    heard(beat, steady) {
      const offset = beat - steady
      if (offsets.length && Math.abs(offset - Math.max(...offsets)) > STEP_MS) offsets = []
      offsets.push(offset)
      if (offsets.length > BEATS) offsets.shift()
    },
    /** After a gap the machine may have slept, and its steady clock with it. */
    forget() {
      offsets = []
    },
    /** Epoch ms there at our `steady`; null before the first beat. */
    at: (/** @type {number} */ steady) => (offsets.length ? steady + Math.max(...offsets) : null),
  }
}
