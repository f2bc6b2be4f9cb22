// Where pictures lie on a player's own timeline, which runs on without gaps whatever the camera's clock does, and
// which picture is at a moment of it. Pictures come in the order they are decoded in, B-pictures after those they are
// shown before. Pure: knows no media source.

import { KEY } from './picture_codec.mjs'

const LEAP_BACK_S = 0.5 // less is the order of B-pictures
const SMALLEST_GAP_S = 0.05
const REMEMBERED = 512 // a hidden page paints none for hours
const TOLERANCE_S = 0.002 // browsers count whole microseconds or ticks

export function createTimeline() {
  let offset = null
  let newest = null // media time of the picture that came last
  let latest = null // of the one that is shown last
  let last = null // number of the picture that came last
  let interval = 1 / 15 // s between pictures, smoothed
  let pictures = [] // {at, number, place, lost}, in the order they are shown in, not painted yet
  let keys = [] // places of key frames from which the buffer can be played

  /**
   * Does this picture begin anew, behind a hole or earlier than the one before? Only a key frame may be moved: the
   * browser drops any other whose decode time goes back.
   */
  function leaps({ time, type }, end) {
    const step = time - newest
    return type === KEY && (step < -LEAP_BACK_S || time + offset - end > Math.max(SMALLEST_GAP_S, interval))
  }

  /** By the pictures shown last: a B-picture halves a step that was told before. */
  function measure(place) {
    const before = pictures.findLast((picture) => picture.place < place)
    const step = before ? place - before.place : 0
    if (step > 0 && step < 5) interval += (step - interval) / 8
  }

  function sort(picture) {
    let at = pictures.length
    while (at > 0 && pictures[at - 1].place > picture.place) at -= 1
    pictures.splice(at, 0, picture)
  }

  return {
    /** The `timestampOffset` for this picture, where `end` is the end of what is buffered (null: nothing is). */
    offset(message, end) {
      if (offset === null || (end !== null && leaps(message, end))) offset = (end ?? 0) - message.time
      return offset
    },
    /** This picture has been appended: the place of the one that is shown last. */
    add({ at, number, time, type }) {
      newest = time
      const place = time + offset
      measure(place)
      if (type === KEY) keys.push(place)
      sort({ at, number, place, lost: last === null ? 0 : Math.max(0, number - last - 1) })
      last = number
      if (pictures.length > REMEMBERED) pictures = pictures.slice(REMEMBERED / 2)
      latest = Math.max(latest ?? place, place)
      return latest
    },
    /** Other pictures follow: what their numbers leave out was not lost. */
    anew() {
      last = null
    },
    /** Can `next` follow `message` in one append? Both are decoded messages; a wider step is placed by itself. */
    follows: (message, next) => {
      const step = next.time - message.time
      return step > -LEAP_BACK_S && step < Math.max(SMALLEST_GAP_S, 1.5 * interval)
    },
    /**
     * The picture painted at `moment`; it and those before it are forgotten. `dropped`: so many of them were not painted,
     * or never came. Null: unknown.
     */
    painted(moment) {
      let found = pictures.length - 1
      while (found >= 0 && pictures[found].place > moment + TOLERANCE_S) found -= 1
      if (found < 0) return null
      const gone = pictures.splice(0, found + 1)
      const dropped = gone.reduce((sum, { lost }) => sum + lost, found)
      return { ...gone[found], dropped }
    },
    /** The place of the earliest picture from `moment` on: a browser that is sent between two waits for a third. */
    from(moment) {
      const picture = pictures.find(({ place }) => place >= moment - TOLERANCE_S)
      return picture ? picture.place : (latest ?? 0)
    },
    /** The latest place up to which all may be removed so that `moment` can still be played; null: none. */
    removable(moment) {
      let last = keys.length - 1
      while (last >= 0 && keys[last] > moment) last -= 1
      if (last < 1) return null
      keys = keys.slice(last)
      return keys[0]
    },
    interval: () => interval,
  }
}
