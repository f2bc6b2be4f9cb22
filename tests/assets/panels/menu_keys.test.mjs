// The keys of a menu, as people know them from any other.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { menuTarget } from '../../../assets/panels/menu_keys.mjs'

test('arrows go round, from the button too, Home and End to the ends, and no other key is taken', () => {
  const to = (/** @type {string} */ key) => [-1, 0, 1, 2].map((at) => menuTarget(key, at, 3))
  assert.deepEqual(to('ArrowDown'), [0, 1, 2, 0])
  assert.deepEqual(to('ArrowUp'), [2, 2, 0, 1])
  assert.deepEqual(to('Home'), [null, 0, 0, 0])
  assert.deepEqual(to('End'), [null, 2, 2, 2])
  for (const key of ['Enter', 'Tab', 'Escape', 'ArrowLeft', 'a'])
    assert.deepEqual(to(key), [null, null, null, null])
})
