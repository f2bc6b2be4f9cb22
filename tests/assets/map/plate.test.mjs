import assert from 'node:assert/strict'
import { test } from 'node:test'

import { free } from '../../../assets/map/boxes.mjs'
import { placePlate } from '../../../assets/map/plate.mjs'

const LETTER = 8
const view = { width: 400, height: 200 }
const look = { size: 16, unit: 1, family: 'sans-serif' }
const context = { measureText: (text) => ({ width: text.length * LETTER }) }
const place = (x, y, taken = []) => placePlate(context, { x, y }, '12 min', view, look, taken)
const sides = ({ left, right, top, bottom }, x, y) =>
  [left > x && 'right', right < x && 'left', top > y && 'below', bottom < y && 'above'].filter(Boolean)

test('a plate stands to the right, and on the next free side where that is taken or out of the map', () => {
  const first = place(200, 100)
  assert.deepEqual(sides(first.box, 200, 100), ['right'])
  assert.deepEqual(sides(place(200, 100, [first.box]).box, 200, 100), ['left'])
  assert.deepEqual(sides(place(395, 100).box, 395, 100), ['left'])
  const both = [first.box, place(200, 100, [first.box]).box]
  const below = place(200, 100, both)
  assert.deepEqual(sides(below.box, 200, 100), ['below'])
  assert.deepEqual(sides(place(200, 100, [...both, below.box]).box, 200, 100), ['above'])
})

test('where many stand close no two plates ever overlap, and who finds no room has none', () => {
  const taken = []
  const placed = Array.from({ length: 30 }, (_, number) => {
    const found = place(150 + (number % 6) * 12, 80 + Math.floor(number / 6) * 12, taken)
    if (found) taken.push(found.box)
    return found
  })
  assert.ok(placed.includes(null))
  assert.ok(taken.length >= 4)
  for (const [number, box] of taken.entries()) assert.ok(free(box, taken.slice(0, number)))
})
