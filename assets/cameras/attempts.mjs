// Tries to play, and tries again with growing waits when it ends, until it is closed: what every player of a gateway's
// stream does. Knows no protocol.

import { createBackoff } from './backoff.mjs'

/**
 * `start({painted, over})` begins one attempt and answers it: {video, close, …}. It calls painted({at, latency,
 * dropped}) after each picture and over(detail) at most once, not before it has answered and not after close().
 */
export function createAttempts(tools, start) {
  const waits = createBackoff()
  let attempt = null
  let seen = false // this attempt has painted
  let newest = 0
  let number = 0
  let timer = 0

  function begin() {
    seen = false
    attempt = start({ painted, over })
  }

  function end() {
    clearTimeout(timer)
    if (seen) tools.keep()
    attempt?.close()
    attempt = null
    seen = false
  }

  function painted({ at, latency, dropped }) {
    if (!seen) waits.worked()
    seen = true
    newest = at
    number += 1
    tools.painted({ at, number, latency, dropped })
  }

  function over(detail) {
    end()
    tools.troubled(detail)
    timer = setTimeout(begin, waits.next())
  }

  begin()
  return {
    current: () => attempt,
    newest: () => newest,
    still: () => (seen ? attempt.video : null),
    /** At once, because what is to be played is another stream now. */
    anew() {
      end()
      begin()
    },
    close() {
      clearTimeout(timer)
      attempt?.close()
      attempt = null
    },
  }
}
