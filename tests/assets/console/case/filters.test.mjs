// Filters of one kind add up, kinds narrow each other, and every value is counted as if its own kind were free.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  counted,
  none,
  passes,
  some,
  toggled,
  valuesOf,
  inPlace,
} from '../../../../assets/console/case/filters.mjs'

const MATTERS = { lamp: { department: 'lights' }, fire: { department: 'rescue' } }
const row = (area, item, change = {}) => ({
  place: area ? [[area, null]] : [],
  item,
  urgent: false,
  sos: false,
  ...change,
})
const ROWS = [
  row('横沥', 'lamp'),
  row('横沥', 'fire', { urgent: true }),
  row('石龙', 'lamp', { assignment: { department: 'rescue' } }),
  row('', 'fire', { sos: true }),
]
const through = (filters) => ROWS.filter((one) => passes(valuesOf(one, MATTERS), filters))

test('a case is of the department it was sent to, else of its matter’s; a call for help is urgent', () => {
  const told = ROWS.map((one) => valuesOf(one, MATTERS))
  assert.deepEqual(
    told.map(({ department }) => department),
    ['lights', 'rescue', 'rescue', 'rescue'],
  )
  assert.deepEqual(
    told.map(({ urgency }) => urgency),
    ['ordinary', 'urgent', 'ordinary', 'urgent'],
  )
  assert.deepEqual([told[3].item, told[3].area], ['sos', ''])
})

test('two areas show the cases of both, an area and a matter those of both alone', () => {
  const both = toggled(toggled(none(), 'area', '横沥'), 'area', '石龙')
  assert.equal(through(both).length, 3)
  assert.equal(through(toggled(both, 'item', 'lamp')).length, 2)
  assert.equal(through(none()).length, 4)
})

test('what is chosen twice is taken off again', () => {
  const once = toggled(none(), 'urgency', 'urgent')
  assert.ok(some(once))
  assert.ok(!some(toggled(once, 'urgency', 'urgent')))
})

test('a value is counted by the other kinds alone, and what is chosen stands there with none', () => {
  const filters = toggled(toggled(none(), 'area', '石龙'), 'item', 'fire')
  const told = counted(ROWS, filters, MATTERS)
  assert.deepEqual(told.area, [
    ['横沥', 1],
    ['石龙', 0],
  ])
  assert.deepEqual(told.item, [
    ['lamp', 1],
    ['fire', 0],
  ])
})

test('while somebody is in the panel values stay where they are, and their counts go on', () => {
  const before = {
    area: [
      ['a', 3],
      ['b', 2],
    ],
    item: [],
  }
  const fresh = {
    area: [
      ['c', 9],
      ['b', 5],
    ],
    item: [['0103', 1]],
  }
  assert.deepEqual(inPlace(before, fresh), {
    area: [
      ['a', 0],
      ['b', 5],
    ],
    item: [],
  })
})
