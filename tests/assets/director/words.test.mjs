// Whether the parts of a wall have pages of one size.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUneven } from '../../../assets/director/words.mjs'

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
