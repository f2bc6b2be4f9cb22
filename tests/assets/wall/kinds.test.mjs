// Cases by kind: the most first, the rest in one row, together the headline; and how the areas below stand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fitting, ofKind } from '../../../assets/wall/kinds.mjs'
import { ranked } from '../../../assets/wall/tile_order.mjs'
import { sameBesides } from '../../../assets/core/camera_query.mjs'

const KINDS = { 'category:02': 3, 'category:01': 3, 'category:': 1, 'category:09': 0, 'department:x': 9 }

test('each list holds its own kind, the most first, and nothing that counts none', () => {
  assert.deepEqual(ofKind(KINDS, 'category'), [
    ['01', 3],
    ['02', 3],
    ['', 1],
  ])
  assert.deepEqual(ofKind(KINDS, 'department'), [['x', 9]])
})

test('what finds no room is one row, and no case is lost', () => {
  const all = ofKind(KINDS, 'category')
  assert.deepEqual(fitting(all, 3).rest, { kinds: 0, cases: 0 })
  const { shown, rest } = fitting(all, 2)
  assert.deepEqual(shown, [['01', 3]])
  assert.deepEqual(rest, { kinds: 2, cases: 4 })
  assert.deepEqual(fitting(all, 0).rest, { kinds: 3, cases: 7 })
})

test('a list is ranked and tiles lie as the map, until the address says otherwise', () => {
  assert.deepEqual(
    [
      ranked(true, null),
      ranked(false, null),
      ranked(true, 'place'),
      ranked(false, 'rank'),
      ranked(false, 'odd'),
    ],
    [true, false, false, true, false],
  )
})

test('a link made before the order was switched still leads on in place', () => {
  assert.ok(sameBesides('?lang=en', '?lang=en&tiles=rank'))
})
