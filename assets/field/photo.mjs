// A photo as the phone took it, made small enough to travel: upright, at most 2560 pixels long.

const LONGEST = 2560
const SMALL = 160
const QUALITY = 0.85
const MOST_BYTES = 10_000_000

// → {blob, preview: canvas}, or null for what is no photo
/** @param {File} file */
export async function prepared(file) {
  let picture
  try {
    picture = await createImageBitmap(file)
  } catch {
    return null
  }
  const blob = await jpeg(drawn(picture, LONGEST))
  const preview = drawn(picture, SMALL)
  picture.close()
  const best = blob ?? (file.size <= MOST_BYTES ? file : null)
  return best && { blob: best, preview }
}

/**
 * @param {ImageBitmap} picture
 * @param {number} longest
 */
function drawn(picture, longest) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob | null>}
 */
function jpeg(canvas) {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}
