// Which frames count: only those of the room shown, in order, none twice. Pure: knows no socket and no page.

const WAITING_AT_MOST = 32

/**
 * `accept(frame)` gets each frame that counts, in order; `resync()` is called when one is missing.
 * Between `join()` and `joined()` it is not known yet which room a frame is of: those wait. A server that has not read
 * anything yet knows nothing of the city: `blind(frame)` gets its frames, and what it says when it sees begins anew.
 * `fault()`: a frame could not be read, or did not fit what is here: nothing counts until the next snapshot.
 * @param {(frame: any) => void} accept
 * @param {() => void} resync
 * @param {(frame: any) => void} blind
 */
export function createRoom(accept, resync, blind = () => {}) {
  let room = null
  let epoch = null
  let sequence = null
  let waiting = []
  let lost = false
  let unread = false
  let faulty = false

  function follow(frame) {
    if (frame.room !== room) return
    const began = unread && !frame.snapshot
    unread = frame.redisAge === null
    if (unread) blind(frame)
    else if (began) {
      sequence = null
      resync()
    } else if (frame.snapshot) {
      epoch = frame.epoch
      sequence = frame.sequence
      faulty = false
      accept(frame)
    } else if (sequence === null) {
      return // a delta before its snapshot: the snapshot holds it
    } else if (frame.epoch !== epoch || frame.sequence > sequence + 1) {
      sequence = null
      resync()
    } else if (frame.sequence === sequence + 1) {
      sequence = frame.sequence
      accept(frame)
    }
  }

  return {
    join() {
      room = null
      sequence = null
      waiting = []
      lost = faulty = unread = false
    },
    joined(number) {
      room = number
      const held = waiting
      waiting = []
      if (lost) resync()
      else held.forEach(follow)
    },
    take(frame) {
      if (room !== null) follow(frame)
      else if (waiting.push(frame) > WAITING_AT_MOST) lost = true
      if (lost) waiting = []
    },
    fault() {
      sequence = null
      faulty = true
      if (room === null) lost = true
    },
    faulty: () => faulty && room !== null,
    settled: () => sequence !== null || unread,
  }
}
