// The phone's small map: where a place lies, in what, and how it is seen.

import assert from 'node:assert/strict'
import test from 'node:test'

import { boxOf, fitted, outlineAt, readOutlines, zoomed } from '../../../assets/field/outlines.mjs'
import { widthOf } from '../../../assets/field/place_labels.mjs'

// two squares of 0.01° side by side, the second with a hole; as the page is told them
const told = {
  above: [['v', '杏塘社区', 'Xingtang']],
  grids: [
    [
      'v2',
      '网格 02',
      null,
      0,
      [
        [2300000, 11401000, 0, 1000, -1000, 0, 0, -1000, 1000, 0],
        [2299600, 11401400, 0, 200, -200, 0, 0, -200, 200, 0],
      ],
    ],
    ['v1', '网格 01', null, 0, [[2300000, 11400000, 0, 1000, -1000, 0, 0, -1000, 1000, 0]]],
  ],
}
const { outlines, place, spot } = readOutlines(told)
const codeAt = (lat, lon) => outlineAt(outlines, ...place({ lat, lon }))?.code

test('a place is said to lie in the grid around it, not in its hole, and beyond all in none', () => {
  assert.equal(codeAt(22.9991, 114.0005), 'v1')
  assert.equal(codeAt(22.9991, 114.0195), 'v2')
  assert.equal(codeAt(22.9955, 114.0145), undefined) // the hole
  assert.equal(codeAt(23.0005, 114.0005), undefined)
  assert.deepEqual(outlines[0].above, ['v', '杏塘社区', 'Xingtang'])
})

test('on a line between two it lies in one of them', () => {
  assert.ok(['v1', 'v2'].includes(codeAt(22.9991, 114.01)))
})

test('from degrees to the ground and back a place stays where it is, to a decimetre', () => {
  for (const there of [
    { lat: 22.994321, lon: 114.012345 },
    { lat: 23.1, lon: 113.9 },
  ])
    assert.deepEqual(spot(...place(there)), there)
})

test('all of a box is in sight, and what is under two fingers stays under them', () => {
  const box = boxOf(outlines[1].rings.flat())
  const view = fitted(box, 300, 200)
  assert.ok((box[2] - box[0]) * view.scale <= 300 && (box[3] - box[1]) * view.scale <= 200)
  const under = (seen) => [seen.x + 40 / seen.scale, seen.y - 20 / seen.scale]
  const near = zoomed(view, 1.7, 40, -20)
  under(near).forEach((value, at) => assert.ok(Math.abs(value - under(view)[at]) < 1e-6))
  assert.equal(zoomed(view, 1e9).scale, 2)
})

test('no outlines make an empty ground', () => {
  assert.deepEqual(readOutlines({ above: [], grids: [] }).outlines, [])
})

test('Chinese letters are counted wider than Latin ones', () => {
  assert.ok(widthOf('网格') > widthOf('abc'))
})
