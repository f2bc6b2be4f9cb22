// What a row of the queue says: its tab and order, the clock that somebody must heed, and what may be done to it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { choices } from '../../../../assets/console/case/choices.mjs'
import { counts, inTab, matches, pressing, rank } from '../../../../assets/console/case/rank.mjs'
import { clockOf, usualHours } from '../../../../assets/console/case/timing.mjs'

const NOW = 1_800_000_000_000
const ME = 'seat-2'
const WHO = { me: ME, role: 'officer', levels: ['city', 'town'] }

function row(id, change = {}) {
  const common = {
    id,
    revision: 1,
    state: 'new',
    item: '0103',
    place: [['横沥', 'Hengli']],
    sos: false,
    calling: Boolean(change.sos),
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

const order = (rows) => [...rows].sort((a, b) => rank(a, NOW, ME) - rank(b, NOW, ME)).map(({ id }) => id)

test('a call comes first, then what is late, urgent, nobody’s and in hand, then what rests or has ended', () => {
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
    'overdue',
    'no answer, mine',
    'urgent',
    'to claim in a minute',
    'in an hour',
    'rests',
    'ended',
  ])
})

test('a call keeps its place until somebody is on the spot, what nobody has acknowledged first', () => {
  const heard = { sos: true, acknowledged: { by: ME, at: NOW } }
  const rows = [
    row('there', { ...heard, calling: false, state: 'handling', owner: ME }),
    row('heard', { ...heard, filed: NOW - 600_000, state: 'dispatched', owner: 'seat-3' }),
    row('late', { due: NOW - 1 }),
    row('young', { sos: true }),
    row('old', { sos: true, filed: NOW - 5000 }),
  ]
  assert.deepEqual(order(rows), ['old', 'young', 'heard', 'late', 'there'])
  assert.deepEqual(
    rows.filter((each) => inTab('todo', each, NOW, WHO)).map(({ id }) => id),
    ['there', 'heard', 'late', 'young', 'old'],
  )
})

test('an order stands behind calls and before what is late, and is everybody’s to do once it is late', () => {
  const told = { owner: 'seat-7', state: 'handling', reply_by: NOW + 1000 }
  const rows = [
    row('overdue', { owner: ME, state: 'handling', due: NOW - 3_600_000 }),
    row('ordered later', { ...told, reply_by: NOW + 2000 }),
    row('ordered', told),
    row('call', { sos: true, urgent: true }),
  ]
  assert.deepEqual(order(rows), ['call', 'ordered', 'ordered later', 'overdue'])
  assert.equal(inTab('todo', row('a', told), NOW, WHO), false, 'its owner has time left')
  assert.equal(inTab('todo', row('a', told), NOW + 1000, WHO), true)
  assert.equal(inTab('todo', row('a', { ...told, mine_to_do: false }), NOW + 1000, WHO), false)
})

test('a held list lets calls and urgent cases through, and nothing else', () => {
  const rows = [row('a'), row('c', { sos: true }), row('u', { urgent: true }), row('o', { due: NOW - 1 })]
  assert.deepEqual(
    rows.filter(pressing).map(({ id }) => id),
    ['c', 'u'],
  )
})

test('somebody else’s case is not mine to do, a wish that waits for a second person is', () => {
  const theirs = row('a', { owner: 'seat-3' })
  assert.equal(inTab('todo', theirs, NOW, WHO), false)
  const asked = { ...theirs, asked: { what: 'void', by: 'seat-3' } }
  assert.equal(inTab('todo', asked, NOW, { ...WHO, role: 'head' }), true)
  assert.equal(inTab('todo', asked, NOW, WHO), false, 'an officer may not approve')
  assert.equal(inTab('todo', { ...theirs, sos: true, calling: true }, NOW, WHO), true)
  assert.equal(inTab('mine', row('b', { owner: ME }), NOW, WHO), true)
})

test('each tab counts what is open under it', () => {
  const rows = [
    row('a'),
    row('b', { owner: ME, state: 'fed_back', due: NOW - 1 }),
    row('c', { to_locate: true, mine_to_do: false }),
    row('d', { state: 'closed', owner: ME }),
  ]
  assert.deepEqual(counts(rows, NOW, WHO), { todo: 2, mine: 1, overdue: 1, verify: 1, locate: 1, all: 3 })
})

test('a search wants every word, wherever it stands', () => {
  assert.equal(matches('横沥 灯', '441900106-1 路灯不亮 横沥'), true)
  assert.equal(matches('Light heng', 'street light, Hengli'), true)
  assert.equal(matches('light dongcheng', 'street light, Hengli'), false)
})

test('the clock that must be heeded first is the one that is told', () => {
  const kind = (change, after = 0) => clockOf(row('a', change), NOW + after).kind
  const sent = {
    state: 'dispatched',
    owner: 'seat-2',
    assignment: { answer_by: NOW + 60_000, accepted_at: null },
  }
  assert.equal(kind({ sos: true }), 'calling')
  assert.equal(kind({ sos: true, acknowledged: { by: ME, at: NOW }, state: 'dispatched' }), 'helped')
  assert.equal(kind({}), 'claim')
  assert.equal(kind({}, 61_000), 'unclaimed')
  assert.equal(kind({ due: NOW + 70_000 }, 71_000), 'overdue')
  assert.equal(kind(sent), 'answer')
  assert.equal(
    kind({ ...sent, assignment: { ...sent.assignment, unanswered_at: NOW + 60_000 } }, 61_000),
    'unanswered',
  )
  assert.equal(
    kind({ owner: 'seat-2', state: 'handling', due: NOW + 70_000, limit: '6 urgent_hours' }),
    'left',
  )
  assert.equal(kind({ owner: 'seat-2', state: 'handling', due: NOW + 70_000, limit: '2 work_days' }), 'due')
  assert.equal(kind({ owner: 'seat-2', paused: { since: NOW, until: null, left: 1 } }), 'paused')
  assert.equal(kind({ state: 'closed', ended_at: NOW }), 'ended')
})

test('the server says until when to claim, by its ladder, and from when on little time is left', () => {
  const ladder = { claim_by: NOW + 300_000 }
  assert.deepEqual(clockOf(row('a', ladder), NOW + 61_000), { kind: 'claim', ms: 239_000, tone: 'soon' })
  assert.equal(clockOf(row('a', { claim_by: null }), NOW).kind, 'unclaimed')
  const mine = { owner: 'seat-2', state: 'handling', limit: '2 work_days', due: NOW + 9_000_000 }
  assert.equal(clockOf(row('a', { ...mine, due_soon: NOW + 1 }), NOW).tone, 'calm')
  assert.equal(clockOf(row('a', { ...mine, due_soon: NOW }), NOW).tone, 'soon')
})

test('somebody else’s case offers no dispatch; a head or leader grants, and nobody their own wish', () => {
  const can = (change, who = {}) =>
    choices(row('a', { level: 'town', ...change }), {
      me: 'seat-2',
      role: 'officer',
      levels: ['city', 'town'],
      ...who,
    })
  assert.ok(can({}).includes('send'))
  assert.ok(!can({ owner: 'seat-3' }).includes('send'))
  assert.ok(!can({ owner: 'seat-3' }).includes('release'))
  assert.ok(can({ owner: 'seat-3' }, { role: 'head' }).includes('release'))
  const asked = (/** @type {string} */ by) => ({ asked: { what: 'void', by } })
  for (const role of ['head', 'leader']) {
    assert.ok(['approve', 'deny'].every((name) => can(asked('seat-3'), { role }).includes(name)))
    assert.ok(!can(asked('seat-2'), { role }).includes('approve'))
  }
  assert.ok(!['approve', 'deny'].some((name) => can(asked('seat-3')).includes(name)))
  assert.ok(can(asked('seat-2')).includes('withdraw'))
  assert.deepEqual(can({ state: 'merged' }), ['unmerge', 'note'])
  assert.deepEqual(can({}, { role: 'leader' }), ['escalate', 'note'])
  assert.ok(!can({ level: 'city' }).includes('escalate'))
})

test('more time is offered as the case had at first, beyond what is lost', () => {
  const HOUR = 3_600_000
  assert.equal(usualHours(row('a', { limit: '2 urgent_hours', due: NOW + HOUR }), NOW), 2)
  assert.equal(usualHours(row('a', { limit: '2 urgent_hours', due: NOW - 5 * HOUR - 1 }), NOW), 8)
  assert.equal(usualHours(row('a', { limit: '2 work_days', due: NOW + HOUR }), NOW), 48)
})
