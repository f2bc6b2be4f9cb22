// What of the map answers: the next mark in a direction, and how long somebody who was sent still takes.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { minutesLeft, underWay } from '../../../assets/console/under_way.mjs'
import { marksOf } from '../../../assets/console/queue/map_marks.mjs'
import { nearest, nextTo } from '../../../assets/map/targets.mjs'

const [middle, right, far, above, aslant] = [
  { id: 'middle', x: 100, y: 100 },
  { id: 'right', x: 140, y: 110 },
  { id: 'far', x: 300, y: 100 },
  { id: 'above', x: 110, y: 20 },
  { id: 'aslant', x: 120, y: 400 },
]
const all = [middle, right, far, above, aslant]

test('an arrow goes to the nearest mark that lies in its direction, and stops at the edge', () => {
  const way = (from, direction) => nextTo(all, from, direction)?.id ?? null
  assert.equal(way(middle, [1, 0]), 'right')
  assert.equal(way(right, [1, 0]), 'far')
  assert.equal(way(middle, [0, -1]), 'above')
  assert.equal(way(middle, [0, 1]), 'aslant')
  assert.equal(way(middle, [-1, 0]), null)
})

test('two marks on one spot do not hold the arrow', () => {
  assert.equal(nextTo([middle, { ...middle, id: 'same' }, far], middle, [1, 0]).id, 'far')
})

test('who was sent takes so many minutes, at least one, until they are there', () => {
  const [from, to] = [
    { lat: 23, lon: 113.7 },
    { lat: 23.009, lon: 113.7 },
  ]
  assert.equal(minutesLeft(from, to, 0.312), 6) // 1 km by bike
  assert.equal(minutesLeft(to, to, 0.312), 1)
  const row = { lat: 23, lon: 113.7, assignment: { inspector: 'ann', arrived_at: null, handling_at: null } }
  assert.ok(underWay(row))
  assert.ok(!underWay({ ...row, assignment: { ...row.assignment, arrived_at: 1 } }))
  assert.ok(!underWay({ ...row, assignment: { ...row.assignment, inspector: null } }))
  assert.ok(!underWay({ ...row, lat: null, lon: null }))
  assert.ok(underWay({ ...row, lat: null, lon: null, about: [23, 113.7] }))
  assert.ok(!underWay({ ...row, assignment: null }))
  const there = { ...row, assignment: { ...row.assignment, arrived_at: 1 } }
  assert.ok(underWay({ ...there, inspection: row.assignment }), 'who is sent to look is on the way too')
})

test('the console maps every open case of the area, dims what the list leaves out, and never the one looked at', () => {
  const row = (id, state = 'new') => ({ id, state })
  const rows = new Map(['a', 'b', 'c'].map((id) => [id, row(id)]))
  rows.set('gone', row('gone', 'closed'))
  const shown = (chosen) => {
    const { rows: all, dim } = marksOf([rows.get('b')], rows, chosen)
    return [all.map(({ id }) => id).join(' '), [...dim].join(' ')]
  }
  assert.deepEqual(shown(null), ['b a c', 'a c'])
  assert.deepEqual(shown('gone'), ['gone b a c', 'a c'])
  assert.deepEqual(shown('c'), ['c b a', 'a'])
})

test('of what lies at a point the nearest answers, a case before what is hardly nearer', () => {
  const at = (kind, x) => ({ kind, x, y: 0 })
  const answers = (...found) => nearest(0, 0, found)?.kind ?? null
  assert.equal(answers(at('case', 11), at('camera', 8), at('person', 0)), 'person')
  assert.equal(answers(at('case', 5), null, at('person', 2)), 'case')
  assert.equal(answers(null, at('camera', 8), null), 'camera')
  assert.equal(answers(null, null, null), null)
})
