// Whether this browser plays the pictures of cameras: some are built without H.264, and a wall of them would only connect.

const CODEC = 'video/mp4; codecs="avc1.64001f"'
const SHAPE = { width: 1280, height: 720, bitrate: 2_000_000, framerate: 25 }

/** '' when it does; `none`: it does not know H.264; `undecoded`: it does, and does not decode it here. */
export async function videoTrouble() {
  if (!globalThis.MediaSource?.isTypeSupported(CODEC)) return 'none'
  const asked = { type: /** @type {const} */ ('media-source'), video: { contentType: CODEC, ...SHAPE } }
  const told = await navigator.mediaCapabilities?.decodingInfo(asked).catch(() => null)
  return told && !told.supported ? 'undecoded' : ''
}
