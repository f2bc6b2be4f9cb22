// Whether a picture is the same again and again, by the rule of city/cameras/freeze.py. Pure but for `createSmall`.

export const ROWS = 18
export const COLUMNS = 32
export const LEAST_MS = 30_000
const LEAST_SAMPLES = 3
const RED = 0.299
const GREEN = 0.587
const BLUE = 0.114

/** One stream's pictures in their order; a new stream begins with a new one. */
export function createFreeze() {
  /** @type {Uint8Array | null} */
  let picture = null
  let since = 0
  let count = 0
  let moved = false
  return {
    /** Whether two pictures in a row ever differed. */
    moved: () => moved,
    /**
     * `luma`: ROWS × COLUMNS bytes. True when all of the last 30 s, and at least 3, were the same.
     * @param {Uint8Array} luma
     * @param {number} at
     */
    sample(luma, at) {
      if (luma.length !== ROWS * COLUMNS)
        throw new Error(`luma: ${ROWS * COLUMNS} bytes wanted, got ${luma.length}`)
      const before = picture
      if (before === null || luma.some((value, i) => value !== before[i])) {
        moved ||= before !== null
        picture = luma.slice()
        since = at
        count = 0
      }
      count += 1
      return count >= LEAST_SAMPLES && at - since >= LEAST_MS
    },
  }
}

/**
 * `pixels`: RGBA, → one byte of luma each.
 * @param {Uint8ClampedArray} pixels
 */
export function lumaOf(pixels) {
  const luma = new Uint8Array(pixels.length / 4)
  for (let i = 0, p = 0; i < luma.length; i++, p += 4) {
    luma[i] = RED * pixels[p] + GREEN * pixels[p + 1] + BLUE * pixels[p + 2] + 0.5
  }
  return luma
}

/** → a function from what drawImage takes to its luma, ROWS × COLUMNS. */
export function createSmall() {
  const canvas = document.createElement('canvas')
  canvas.width = COLUMNS
  canvas.height = ROWS
  /** @type {any} */
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  pen.imageSmoothingQuality = 'high' // of each cell all pixels count, not one
  return (/** @type {HTMLVideoElement} */ source) => {
    pen.drawImage(source, 0, 0, COLUMNS, ROWS)
    return lumaOf(pen.getImageData(0, 0, COLUMNS, ROWS).data)
  }
}
