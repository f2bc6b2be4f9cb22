// The console's queue: which cases wait under which tab, in what order, and that nothing moves while it is held.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readView, writeView } from '../../../../assets/console/desk/address.mjs'
import { QueueRows } from '../../../../assets/console/desk/rows.mjs'
import { counts, inTab, matches, rank } from '../../../../assets/console/case/rank.mjs'
import { Hold, Shown } from '../../../../assets/console/queue/grid_changes.mjs'

const NOW = 1_800_000_000_000
const ME = 'seat-2'

function row(id, change = {}) {
  const common = {
    id,
    revision: 1,
    state: 'new',
    item: '0103',
    place: [['横沥', 'Hengli']],
    sos: false,
    urgent: false,
  }
  const clocks = {
    filed: NOW,
    received: NOW,
    claim_by: change.owner ? null : (change.received ?? NOW) + 60_000,
    due: null,
    owner: null,
    assignment: null,
    paused: null,
    asked: null,
  }
  return { ...common, ...clocks, rung: 0, returned: 0, mine_to_do: true, lat: 23, lon: 113, ...change }
}

const order = (rows) => [...rows].sort((a, b) => rank(a, ME) - rank(b, ME)).map(({ id }) => id)

test('a call comes first, then what is urgent and nobody’s, then the next deadline, then what rests or has ended', () => {
  const rows = [
    row('ended', { state: 'closed' }),
    row('rests', { owner: ME, state: 'handling', paused: { since: NOW, until: null, left: 1 } }),
    row('in an hour', { owner: ME, state: 'handling', due: NOW + 3_600_000 }),
    row('overdue', { owner: ME, state: 'handling', due: NOW - 3_600_000 }),
    row('to claim in a minute'),
    row('no answer, mine', {
      owner: ME,
      state: 'dispatched',
      assignment: { answer_by: NOW, unanswered_at: NOW },
    }),
    row('call', { sos: true, urgent: true }),
    row('urgent', { urgent: true, received: NOW + 5 }),
  ]
  assert.deepEqual(order(rows), [
    'call',
    'no answer, mine',
    'urgent',
    'overdue',
    'to claim in a minute',
    'in an hour',
    'rests',
    'ended',
  ])
})

test('a call that a person has acknowledged waits like the others', () => {
  const rows = [
    row('later', { sos: true, acknowledged: { by: ME, at: NOW }, received: NOW + 1 }),
    row('sooner'),
  ]
  assert.deepEqual(order(rows), ['sooner', 'later'])
})

test('somebody else’s case is not mine to do, a wish that waits for a second person is', () => {
  const theirs = row('a', { owner: 'seat-3' })
  assert.equal(inTab('todo', theirs, NOW, ME), false)
  assert.equal(inTab('todo', { ...theirs, asked: { what: 'void', by: 'seat-3' } }, NOW, ME), true)
  assert.equal(inTab('todo', { ...theirs, sos: true }, NOW, ME), true)
  assert.equal(inTab('mine', row('b', { owner: ME }), NOW, ME), true)
})

test('each tab counts what is open under it', () => {
  const rows = [
    row('a'),
    row('b', { owner: ME, state: 'fed_back', due: NOW - 1 }),
    row('c', { to_locate: true, mine_to_do: false }),
    row('d', { state: 'closed', owner: ME }),
  ]
  assert.deepEqual(counts(rows, NOW, ME), { todo: 2, mine: 1, overdue: 1, verify: 1, locate: 1, all: 3 })
})

test('a search wants every word, wherever it stands', () => {
  assert.equal(matches('横沥 灯', '441900106-1 路灯不亮 横沥'), true)
  assert.equal(matches('Light heng', 'street light, Hengli'), true)
  assert.equal(matches('light dongcheng', 'street light, Hengli'), false)
})

test('the address keeps tab, search and case, and what is not the console’s', () => {
  const search = writeView('?lang=en&pin=cam-1', { tab: 'mine', q: '路灯 & <b>', case: 'x-1' })
  assert.deepEqual(readView(search), { tab: 'mine', q: '路灯 & <b>', case: 'x-1' })
  assert.match(search, /lang=en/)
  assert.equal(writeView(search, { tab: 'todo', q: '', case: null }), '?lang=en&pin=cam-1')
  assert.equal(readView('?tab=nonsense').tab, 'todo')
})

test('changes follow the whole queue in order; a lost one is noticed', () => {
  const desk = new QueueRows()
  desk.expect('1')
  const message = { area: '1', whole: false, rows: [], gone: [] }
  assert.equal(desk.take({ ...message, sequence: 4 }), null)
  assert.equal(desk.known, false, 'an empty queue says nothing before it was told')
  desk.take({ ...message, whole: true, sequence: 4, rows: [row('a'), row('b')] })
  const told = desk.take({ ...message, sequence: 5, rows: [row('a', { revision: 2 })], gone: ['b'] })
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
