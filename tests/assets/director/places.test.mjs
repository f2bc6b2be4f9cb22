// Where the next screen of a room could hang, and where each is drawn.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawnAt, freePlace } from '../../../assets/director/places.mjs'

const room = (...places) => places.map(([row, column], at) => ({ id: `s${at}`, row, column }))

test('the next place is a hole among those that hang there, else beside the uppermost row', () => {
  assert.deepEqual(freePlace([]), [1, 1])
  assert.deepEqual(freePlace(room([1, 1])), [1, 2])
  assert.deepEqual(freePlace(room([1, 2])), [1, 1])
  assert.deepEqual(freePlace(room([1, 1], [1, 2], [2, 1])), [2, 2])
  assert.deepEqual(freePlace(room([1, 1], [1, 2], [2, 1], [2, 2])), [1, 3])
  const wide = Array.from({ length: 20 }, (_, at) => [1, at + 1])
  assert.deepEqual(freePlace(room(...wide)), [2, 1])
})

test('two that hang in the same place are both seen, and no third one is moved for it', () => {
  const drawn = drawnAt(room([1, 1], [1, 1], [1, 2], [2, 1]))
  assert.deepEqual(
    [...drawn.values()],
    [
      [1, 1],
      [1, 3],
      [1, 2],
      [2, 1],
    ],
  )
})
