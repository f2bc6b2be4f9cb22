// Nothing moves in the queue while it is held.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Hold, Shown } from '../../../../assets/console/queue/grid_changes.mjs'

const row = (id, change = {}) => ({ id, revision: 1, state: 'new', ...change })

const lines = (...told) => told.map(([id, at]) => ({ row: row(id), order: at }))

test('a queue that is held changes its texts and keeps its lines and their order', () => {
  const shown = new Shown()
  shown.begin(lines(['a', 1], ['b', 2]))
  const b = row('b', { revision: 2 })
  const rows = new Map([
    ['a', row('a', { state: 'closed' })],
    ['b', b],
    ['c', row('c')],
  ])
  const told = shown.change(
    [
      { row: b, order: 0 },
      { row: rows.get('c'), order: -1 },
    ],
    rows,
    true,
  )
  assert.deepEqual([told.add, told.remove], [[], []])
  assert.deepEqual(
    told.waiting.map(({ id }) => id),
    ['c'],
  )
  assert.deepEqual(shown.ids, ['a', 'b'])
  assert.deepEqual(
    told.update.map(({ row: { state } }) => state),
    ['new', 'closed'],
  )
  const after = shown.change(
    [
      { row: b, order: 0 },
      { row: rows.get('c'), order: -1 },
    ],
    rows,
    false,
  )
  assert.deepEqual(
    after.remove.map(({ id }) => id),
    ['a'],
  )
  assert.deepEqual(shown.ids, ['c', 'b'])
})

test('the line of the case looked at stays where it is, and stays, while others move', () => {
  const shown = new Shown()
  shown.begin(lines(['a', 1], ['b', 2], ['c', 3]))
  const rows = new Map(['a', 'b', 'c'].map((id) => [id, row(id, { revision: 2 })]))
  shown.change(
    [
      { row: rows.get('a'), order: 9 },
      { row: rows.get('c'), order: 0 },
    ],
    rows,
    false,
    'a',
  )
  assert.deepEqual(shown.ids, ['c', 'a'])
  shown.change([{ row: rows.get('c'), order: 0 }], rows, false, 'a')
  assert.deepEqual(shown.ids, ['c', 'a'])
  shown.change([{ row: rows.get('c'), order: 0 }], rows, false, 'c')
  assert.deepEqual(shown.ids, ['c'])
})

test('what is as it was is not told to the grid again', () => {
  const shown = new Shown()
  const wanted = lines(['a', 1], ['b', 2])
  shown.begin(wanted)
  const { add, update, remove } = shown.change(wanted, new Map(), false)
  assert.deepEqual([add, update, remove], [[], [], []])
})

test('a pointer holds the queue while it is in it, but not one that was left there', () => {
  const hold = new Hold()
  hold.entered(0)
  assert.equal(hold.held(29_000), true)
  assert.equal(hold.held(31_000), false)
  hold.pressed(40_000)
  assert.equal(hold.held(43_000), true)
  hold.release()
  assert.equal(hold.held(43_001), false)
})
