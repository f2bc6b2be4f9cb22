// Whether the parts of a wall have pages of one size.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page } from '../../../assets/core/page.mjs'
import { isGone } from '../../../assets/panels/shown_words.mjs'
import { healthOf, isUneven } from '../../../assets/director/words.mjs'

const screen = (wall, size) => ({ part: wall ? { wall } : null, beat: size ? { size } : null })
const uneven = (...screens) => screens.map((one) => isUneven(one, screens))

test('parts of one wall with pages of two sizes do not meet, and each says so', () => {
  const [large, small] = [
    [1920, 1080],
    [1904, 1080],
  ]
  assert.deepEqual(uneven(screen('w', large), screen('w', small)), [true, true])
  assert.deepEqual(uneven(screen('w', large), screen('w', large)), [false, false])
  assert.deepEqual(uneven(screen('w', large), screen('v', small), screen('', small)), [false, false, false])
  assert.deepEqual(uneven(screen('w', large), screen('w', null)), [false, false])
})

test('what is not known of a screen is not called offline', () => {
  Object.assign(page.words, { screen_gone: 'Offline', screen_unknown: 'Not known' })
  const silent = { part: null, beat: null, looked: true }
  assert.deepEqual(healthOf(silent, 0, [silent]), ['gone', 'Offline'])
  assert.deepEqual(healthOf({ ...silent, looked: false }, 0, []), ['unknown', 'Not known'])
  assert.deepEqual(healthOf(silent, 0, [silent], true), ['unknown', 'Not known'], 'the page lost its server')
  const heard = { beat: { at: 1000 }, looked: true }
  assert.deepEqual([isGone(heard, 13_000), isGone(heard, 13_001)], [false, true])
  assert.equal(isGone({ beat: null, looked: false }, 0), false)
})
