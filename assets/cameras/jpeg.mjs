// Draws pictures that come as JPEG, the newest only: what is still being decoded when two more come, the first of
// them is skipped. Knows no state and no link.

import { JPEG } from './picture_codec.mjs'

export function createPlayer(host, tools) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 0
  host.append(canvas)
  let context = null
  let decoding = false
  let next = null // the message to decode after this one
  let ready = null // {bitmap, message}, decoded, waits for the page's next frame
  let frame = 0
  let newest = 0
  let dropped = 0
  let closed = false

  async function decode() {
    if (decoding || next === null || document.hidden) return
    const message = next
    next = null
    decoding = true
    const bitmap = await createImageBitmap(new Blob([message.bytes], { type: 'image/jpeg' })).catch(
      () => null,
    )
    decoding = false
    if (bitmap === null) dropped += 1
    else if (closed) bitmap.close()
    else hold({ bitmap, message })
    decode()
  }

  function hold(picture) {
    if (ready) {
      ready.bitmap.close()
      dropped += 1
    }
    ready = picture
    frame ||= requestAnimationFrame(paint)
  }

  function paint() {
    frame = 0
    const { bitmap, message } = ready
    ready = null
    draw(bitmap, bitmap.width, bitmap.height)
    bitmap.close()
    newest = message.at
    tools.painted({ at: newest, number: message.number, latency: tools.now() - newest, dropped })
    dropped = 0
  }

  function draw(picture, width, height) {
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    context ??= canvas.getContext('2d', { alpha: false })
    context.drawImage(picture, 0, 0, width, height)
  }

  document.addEventListener('visibilitychange', decode)

  return {
    take(message) {
      if (message.type !== JPEG) return
      if (next) dropped += 1
      next = message
      decode()
    },
    /** Holds on to what another player shows, before that goes. */
    keep(picture, at) {
      draw(picture, picture.videoWidth ?? picture.width, picture.videoHeight ?? picture.height)
      newest = at
    },
    newest: () => newest,
    still: () => (newest > 0 ? canvas : null),
    close() {
      closed = true
      document.removeEventListener('visibilitychange', decode)
      cancelAnimationFrame(frame)
      ready?.bitmap.close()
      ready = next = null
      canvas.width = canvas.height = 0
      canvas.remove()
    },
  }
}
