// What a desk is told and looks at: rows in order, the view in the address, numbers that stay with people.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { none } from '../../../../assets/console/case/filters.mjs'
import { readView, writeView } from '../../../../assets/console/desk/address.mjs'
import { renumbered } from '../../../../assets/console/desk/picked.mjs'
import { QueueRows } from '../../../../assets/console/desk/rows.mjs'

test('the address keeps tab, search, filters and case, and what is not the console’s', () => {
  const filters = { ...none(), urgency: ['urgent'], area: ['横沥, 一', '石龙'] }
  const view = { tab: 'mine', q: '路灯 & <b>', filters, case: 'x-1' }
  const search = writeView('?lang=en&pin=cam-1', view)
  assert.deepEqual(readView(search), view)
  assert.match(search, /lang=en/)
  assert.equal(writeView(search, { tab: 'todo', q: '', filters: none(), case: null }), '?lang=en&pin=cam-1')
  assert.equal(readView('?tab=nonsense').tab, 'todo')
})

test('changes follow the whole queue in order; a lost one is noticed', () => {
  const desk = new QueueRows()
  desk.expect('1')
  const message = { area: '1', whole: false, rows: [], gone: [] }
  assert.equal(desk.take({ ...message, sequence: 4 }), null)
  assert.equal(desk.known, false, 'an empty queue says nothing before it was told')
  desk.take({
    ...message,
    whole: true,
    sequence: 4,
    rows: [
      { id: 'a', revision: 1 },
      { id: 'b', revision: 1 },
    ],
  })
  const told = desk.take({ ...message, sequence: 5, rows: [{ id: 'a', revision: 2 }], gone: ['b'] })
  assert.deepEqual(
    told.changed.map(([before, after]) => [before.revision, after.revision]),
    [[1, 2]],
  )
  assert.deepEqual([...desk.rows.keys()], ['a'])
  assert.equal(desk.take({ ...message, area: '2', sequence: 6 }), null)
  assert.equal(desk.take({ ...message, sequence: 7 }), 'gap')
  desk.expect('1')
  assert.equal(desk.known, true, 'a connection that returns finds the old picture')
  desk.expect('2')
  assert.equal(desk.known, false)
})

test('a number stays with its person while the nearest change', () => {
  const before = [
    { inspector: 'a', number: 1 },
    { inspector: 'b', number: 2 },
    { inspector: 'c', number: 3 },
  ]
  const fresh = [
    { inspector: 'b', number: 1 },
    { inspector: 'd', number: 2 },
    { inspector: 'a', number: 3 },
  ]
  const told = renumbered(before, fresh).map(({ inspector, number }) => [inspector, number])
  assert.deepEqual(told, [
    ['a', 1],
    ['b', 2],
    ['d', 3],
  ])
})
