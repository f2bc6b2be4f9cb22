// Where pictures lie on a player's own timeline, which runs on without gaps whatever the camera's clock does, and
// which picture is at a moment of it. Pictures come in the order they are decoded in, B-pictures after those they are
// shown before. Pure: knows no media source.

import { KEY } from './picture_codec.mjs'

const LEAP_BACK_S = 0.5 // less is the order of B-pictures
const SMALLEST_GAP_S = 0.05
const REMEMBERED = 512 // a hidden page paints none for hours
const TOLERANCE_S = 0.002 // browsers count whole microseconds or ticks

export class Timeline {
  /** @type {number | null} */
  #offset = null
  /** @type {number | null} */
  #newest = null // media time of the picture that came last
  /** @type {number | null} */
  #latest = null // of the one that is shown last
  /** @type {number | null} */
  #last = null // number of the picture that came last
  #interval = 1 / 15 // s between pictures, smoothed
  /** @type {{at: number, number: number, place: number, lost: number}[]} */
  #pictures = [] // {at, number, place, lost}, in the order they are shown in, not painted yet
  /** @type {number[]} */
  #keys = [] // places of key frames from which the buffer can be played

  /**
   * The `timestampOffset` for this picture, where `end` is the end of what is buffered (null: nothing is).
   * @param {Picture} message
   * @param {number | null} end
   */
  offset(message, end) {
    if (this.#offset === null || (end !== null && this.#leaps(message, end)))
      this.#offset = (end ?? 0) - message.time
    return this.#offset
  }

  /** This picture has been appended: the place of the one that is shown last. */
  add(/** @type {Picture} */ { at, number, time, type }) {
    this.#newest = time
    const place = time + (this.#offset ?? 0)
    this.#measure(place)
    if (type === KEY) this.#keys.push(place)
    this.#sort({ at, number, place, lost: this.#last === null ? 0 : Math.max(0, number - this.#last - 1) })
    this.#last = number
    if (this.#pictures.length > REMEMBERED) this.#pictures = this.#pictures.slice(REMEMBERED / 2)
    this.#latest = Math.max(this.#latest ?? place, place)
    return this.#latest
  }

  /** Other pictures follow: what their numbers leave out was not lost. */
  anew() {
    this.#last = null
  }

  /**
   * Can `next` follow `message` in one append? Both are decoded messages; a wider step is placed by itself.
   * @param {Picture} message
   * @param {Picture} next
   */
  follows(message, next) {
    const step = next.time - message.time
    return step > -LEAP_BACK_S && step < Math.max(SMALLEST_GAP_S, 1.5 * this.#interval)
  }

  /**
   * The picture painted at `moment`; it and those before it are forgotten. `dropped`: so many of them were not painted,
   * or never came. Null: unknown.
   * @param {number} moment
   */
  painted(moment) {
    let found = this.#pictures.length - 1
    while (found >= 0 && this.#pictures[found].place > moment + TOLERANCE_S) found -= 1
    if (found < 0) return null
    const gone = this.#pictures.splice(0, found + 1)
    const dropped = gone.reduce((sum, { lost }) => sum + lost, found)
    return { ...gone[found], dropped }
  }

  /**
   * The place of the earliest picture from `moment` on: a browser that is sent between two waits for a third.
   * @param {number} moment
   */
  from(moment) {
    const picture = this.#pictures.find(({ place }) => place >= moment - TOLERANCE_S)
    return picture ? picture.place : (this.#latest ?? 0)
  }

  /**
   * The latest place up to which all may be removed so that `moment` can still be played; null: none.
   * @param {number} moment
   */
  removable(moment) {
    let last = this.#keys.length - 1
    while (last >= 0 && this.#keys[last] > moment) last -= 1
    if (last < 1) return null
    this.#keys = this.#keys.slice(last)
    return this.#keys[0]
  }

  interval() {
    return this.#interval
  }

  /**
   * Does this picture begin anew, behind a hole or earlier than the one before? Only a key frame may be moved: the
   * browser drops any other whose decode time goes back.
   * @param {Picture} picture
   * @param {number} end
   */
  #leaps({ time, type }, end) {
    const step = time - (this.#newest ?? time)
    const gap = time + (this.#offset ?? 0) - end
    return type === KEY && (step < -LEAP_BACK_S || gap > Math.max(SMALLEST_GAP_S, this.#interval))
  }

  /**
   * By the pictures shown last: a B-picture halves a step that was told before.
   * @param {number} place
   */
  #measure(place) {
    const before = this.#pictures.findLast((picture) => picture.place < place)
    const step = before ? place - before.place : 0
    if (step > 0 && step < 5) this.#interval += (step - this.#interval) / 8
  }

  /** @param {any} picture */
  #sort(picture) {
    let at = this.#pictures.length
    while (at > 0 && this.#pictures[at - 1].place > picture.place) at -= 1
    this.#pictures.splice(at, 0, picture)
  }
}
