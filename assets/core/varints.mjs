// Numbers as they stand in a frame: varints, seven bits a byte, the lowest first. Knows no frame.

const LONGEST = 5 // bytes of one number, which is below 2 ** 35

/** The numbers in bytes `at` … `end` of a Uint8Array, one after the other. */
export class Numbers {
  /**
   * @param {Uint8Array} bytes
   * @param {number} at
   * @param {number} end
   */
  constructor(bytes, at, end) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  next() {
    let value = 0
    let scale = 1
    for (let size = 0; size < LONGEST; size++) {
      if (this.at >= this.end) throw new Error(`cut short at byte ${this.at}`)
      const byte = this.bytes[this.at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
    throw new Error(`at most ${LONGEST} bytes a number wanted at byte ${this.at}`)
  }

  /** A number of either sign: 0, 1, 2, 3 … stand for 0, -1, 1, -2 … */
  signed() {
    const value = this.next()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /**
   * How many rows of so many columns follow; every number takes a byte at least.
   * @param {number} columns
   */
  count(columns) {
    const rows = this.next()
    if (rows * columns > this.end - this.at)
      throw new Error(`${rows} rows wanted, got ${this.end - this.at} bytes`)
    return rows
  }

  /**
   * Rising numbers from their differences.
   * @param {number} count
   */
  rising(count) {
    const found = new Uint32Array(count)
    let value = 0
    for (let row = 0; row < count; row++) {
      const step = this.next()
      if (row > 0 && step === 0) throw new Error(`${value} once wanted, got it twice`)
      value = within(value + step, 0, 0xffffffff)
      found[row] = value
    }
    return found
  }

  /**
   * A column of `Kind`, each from `lowest` to `highest`.
   * @param {number} count
   * @param {number} lowest
   * @param {number} highest
   * @param {Uint8ArrayConstructor | Uint16ArrayConstructor} Kind
   */
  column(count, Kind, lowest, highest) {
    const found = new Kind(count)
    for (let row = 0; row < count; row++) found[row] = within(this.next(), lowest, highest)
    return found
  }

  /** To be called last: nothing may be left. */
  done() {
    if (this.at !== this.end) throw new Error(`${this.end - this.at} bytes too many`)
  }
}

/**
 * The value, when it lies there.
 * @param {number} value
 * @param {number} lowest
 * @param {number} highest
 */
export function within(value, lowest, highest) {
  if (value < lowest || value > highest) throw new Error(`from ${lowest} to ${highest} wanted, got ${value}`)
  return value
}
