// Plays H.264 as it comes, one picture a fragment, through MediaSource, for weeks: a buffer that breaks is replaced by
// a new one. Knows no state, no link and no other panel.

import { createMseBuffer } from './mse_buffer.mjs'
import { DELTA, INIT, KEY } from './picture_codec.mjs'

const AGAIN_MS = 1000

export function createPlayer(host, tools) {
  let codec = null
  let init = null // the last init segment: a new buffer begins with it
  let buffer = null
  let newest = 0
  let waiting = 0

  function painted(picture) {
    const { at, number, dropped } = picture
    newest = Math.max(newest, at) // a picture that others are shown before came earlier than they
    tools.painted({ at: newest, number, latency: tools.now() - at, dropped })
  }

  function begin() {
    waiting = 0
    buffer = createMseBuffer(host, codec, { painted, broken })
    if (init) buffer.take(init)
  }

  function broken() {
    tools.keep?.()
    buffer.close()
    buffer = null
    waiting = setTimeout(begin, AGAIN_MS)
  }

  function describe({ codec: named }) {
    codec = `video/mp4; codecs="${named}"`
    init = null
    if (!globalThis.MediaSource?.isTypeSupported(codec)) tools.failed(`codec ${named}`)
    else if (buffer) buffer.change(codec)
    else if (!waiting) begin()
  }

  return {
    take(message) {
      if (message.media) return describe(message.media)
      if (message.type === INIT) init = message
      if (message.type === INIT || message.type === KEY || message.type === DELTA) buffer?.take(message)
    },
    newest: () => newest,
    still: () => buffer?.still() ?? null,
    close() {
      clearTimeout(waiting)
      buffer?.close()
      buffer = null
    },
  }
}
