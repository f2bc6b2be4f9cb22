// The pure parts of playing: a timeline without gaps, and how fast to play on it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { PlaybackRate } from '../../../assets/cameras/playback_rate.mjs'
import { Timeline } from '../../../assets/cameras/timeline.mjs'
import { DELTA, KEY } from '../../../assets/cameras/picture_codec.mjs'

const STEP = 1 / 15
const picture = (number, time, type = DELTA) => ({ number, time, type, at: 1e12 + time * 1000 })

/** Pictures from media time `from` on, all appended without a gap; answers where the buffer ends. */
function fill(timeline, from, count, end = null, gop = 30) {
  for (let i = 0; i < count; i++) {
    const next = picture(i, from + i * STEP, i % gop ? DELTA : KEY)
    timeline.offset(next, end)
    end = timeline.add(next) + STEP
  }
  return end
}

test('a timeline begins at nought, wherever the camera is', () => {
  const timeline = new Timeline()
  assert.ok(Math.abs(fill(timeline, 47_000, 15) - 1) < 1e-6)
})

test('a camera that begins anew, or was away, goes on where the pictures ended', () => {
  for (const time of [3, 90_000]) {
    const timeline = new Timeline()
    const end = fill(timeline, 500, 30)
    const next = picture(31, time, KEY)
    assert.ok(Math.abs(timeline.offset(next, end) + time - end) < 1e-6)
  }
})

test('a picture some milliseconds early or late moves nothing, nor does one that needs those before it', () => {
  const timeline = new Timeline()
  const end = fill(timeline, 500, 30)
  for (const late of [-0.03, 0.03]) assert.equal(timeline.offset(picture(31, 502 + late, KEY), end), -500)
  assert.equal(timeline.offset(picture(31, 505), end), -500)
})

test('after a change of pace the new interval is learnt', () => {
  const timeline = new Timeline()
  fill(timeline, 0, 30)
  for (let i = 0; i < 40; i++) timeline.add(picture(40 + i, 2 + i))
  assert.ok(Math.abs(timeline.interval() - 1) < 0.02)
})

test('what is painted is told by its place, once, and what was skipped is forgotten', () => {
  const timeline = new Timeline()
  fill(timeline, 100, 30)
  assert.equal(timeline.painted(10 * STEP + 0.0004).number, 10)
  assert.equal(timeline.painted(10 * STEP), null)
  assert.equal(timeline.painted(12 * STEP).number, 12)
})

test('B-pictures come after one they are shown before, and each is counted once', () => {
  const timeline = new Timeline()
  const order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8] // decoded so
  let end = null
  let shownLast = 0
  order.forEach((nth, number) => {
    const next = picture(number, 100 + nth * STEP, number ? DELTA : KEY)
    timeline.offset(next, end)
    shownLast = timeline.add(next)
    end = shownLast + STEP
  })
  assert.ok(Math.abs(shownLast - 9 * STEP) < 1e-6)
  assert.ok(Math.abs(timeline.interval() - STEP) < STEP)
  const painted = [0, 1, 2, 3, 5, 6].map((nth) => timeline.painted(nth * STEP))
  assert.deepEqual(
    painted.map(({ number }) => number),
    [0, 2, 3, 1, 6, 4],
  )
  assert.deepEqual(
    painted.map(({ dropped }) => dropped),
    [0, 0, 0, 0, 1, 0],
  )
})

test('what never came is counted with the picture after it, but not across another description', () => {
  const timeline = new Timeline()
  timeline.offset(picture(5, 0, KEY), null)
  for (const [number, time] of [
    [5, 0],
    [9, STEP],
  ])
    timeline.add(picture(number, time))
  timeline.anew()
  timeline.add(picture(30, 2 * STEP, KEY))
  assert.deepEqual(
    [0, STEP, 2 * STEP].map((place) => timeline.painted(place).dropped),
    [0, 3, 0],
  )
})

test('a jump goes to a picture, never between two', () => {
  const timeline = new Timeline()
  fill(timeline, 100, 30)
  assert.ok(Math.abs(timeline.from(20.5 * STEP) - 21 * STEP) < 1e-6)
  assert.ok(Math.abs(timeline.from(99) - 29 * STEP) < 1e-6)
})

test('only what lies before a key frame may go, so that what stays can be played', () => {
  const timeline = new Timeline()
  fill(timeline, 100, 200)
  assert.equal(timeline.removable(1.9), null)
  assert.ok(Math.abs(timeline.removable(5) - 4) < 1e-6)
  assert.equal(timeline.removable(5), null)
})

test('a source with one key frame only is never cut', () => {
  const timeline = new Timeline()
  fill(timeline, 100, 2000, null, 1e9)
  assert.equal(timeline.removable(100), null)
})

/** The pace after `seconds` of pictures that come `ahead` s early. */
function paced(ahead, seconds, pace = new PlaybackRate(), from = 0) {
  for (let i = 0; i < seconds * 15; i++) pace.arrived(ahead, from + i * STEP * 1000)
  return pace
}

test('pictures that lie waiting too long are played a little faster, never much', () => {
  assert.equal(paced(0.15, 3).rate(), 1.05)
  assert.ok(paced(0.1, 3).rate() > 1 && paced(0.1, 3).rate() < 1.05)
  assert.equal(paced(0.055, 3).rate(), 1)
})

test('pictures that run out are played slower, and lie longer from then on', () => {
  const pace = paced(0, 10)
  assert.ok(pace.rate() >= 0.97 && pace.rate() < 1)
  assert.ok(pace.margin() > 0.1 && pace.margin() <= 0.2)
  paced(0.3, 600, pace, 10_000)
  assert.ok(pace.margin() < 0.06)
})

test('more than a second behind is a jump, but not again at once', () => {
  const pace = new PlaybackRate()
  paced(0.05, 10, pace)
  assert.ok(!pace.jumps(0.9, 10_000))
  assert.ok(pace.jumps(1.1, 10_000))
  pace.landed()
  assert.ok(!pace.jumps(5, 11_000))
  assert.ok(pace.jumps(5, 12_001))
})

test('a jump that must decode half a minute first is not begun anew before it has shown a picture', () => {
  const pace = new PlaybackRate()
  assert.ok(pace.jumps(20, 10_000))
  assert.ok(!pace.jumps(22, 13_000))
  pace.landed()
  assert.ok(pace.jumps(3, 13_100))
  assert.ok(pace.jumps(40, 43_200), 'unless nothing ever came')
})

test('what piled up while the player set itself up, or after a pause, is jumped over', () => {
  const pace = paced(0.05, 10)
  assert.ok(!pace.jumps(0.5, 10_000))
  pace.arrived(0.5, 12_000)
  assert.ok(pace.jumps(0.5, 12_000))
  assert.ok(new PlaybackRate().jumps(0.5, 1000))
})
