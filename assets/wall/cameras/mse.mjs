// Plays H.264 as it comes, one picture a fragment, through MediaSource, for weeks: a reel that breaks is replaced by
// a new one. Knows no state, no link and no other panel.

import { createReel } from './reel.mjs'
import { DELTA, INIT, KEY } from './wire.mjs'

const AGAIN_MS = 1000

export function createPlayer(host, tools) {
  let codec = null
  let init = null // the last init segment: a new reel begins with it
  let reel = null
  let newest = 0
  let waiting = 0

  function painted(picture) {
    const { at, number, dropped } = picture
    newest = Math.max(newest, at) // a picture that others are shown before came earlier than they
    tools.painted({ at: newest, number, latency: tools.now() - at, dropped })
  }

  function begin() {
    waiting = 0
    reel = createReel(host, codec, { painted, broken })
    if (init) reel.take(init)
  }

  function broken() {
    tools.keep?.()
    reel.close()
    reel = null
    waiting = setTimeout(begin, AGAIN_MS)
  }

  function describe({ codec: named }) {
    codec = `video/mp4; codecs="${named}"`
    init = null
    if (!globalThis.MediaSource?.isTypeSupported(codec)) tools.failed(`codec ${named}`)
    else if (reel) reel.change(codec)
    else if (!waiting) begin()
  }

  return {
    take(message) {
      if (message.media) return describe(message.media)
      if (message.type === INIT) init = message
      if (message.type === INIT || message.type === KEY || message.type === DELTA) reel?.take(message)
    },
    newest: () => newest,
    still: () => reel?.still() ?? null,
    close() {
      clearTimeout(waiting)
      reel?.close()
      reel = null
    },
  }
}
