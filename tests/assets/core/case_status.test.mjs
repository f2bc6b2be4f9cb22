// How a case stands: mark, word, deadline and owner in words, what the band is about. By the server's time.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { page } from '../../../assets/core/page.mjs'
import { alarm, calls, URGENT_MS } from '../../../assets/panels/alarm.mjs'
import { meet, ownerName, stateOf } from '../../../assets/core/names.mjs'
import { columnsOf, deadline } from '../../../assets/panels/rows_table.mjs'
import { late, markOf, nextLate, orderLate, wordOf } from '../../../assets/core/case_status.mjs'
import { EMPTY, merge } from '../../../assets/core/state.mjs'

Object.assign(page.words, {
  age_seconds: '{n} s',
  state_overdue: 'overdue {age}',
  owner_seat: 'seat {n}',
  owner_none: 'unclaimed',
  due_left: 'left {age}',
  due_kept: 'kept',
  due_missed: 'missed',
  due_paused: 'rests',
})
const NOW = 1_000_000
const one = (state, more = {}) => ({ id: state, state, filed: NOW - 5000, due: NOW + 1, ...more })
const CALL = { sos: true, calling: true, due: null }
const STATES = [
  'new',
  'dispatched',
  'handling',
  'fed_back',
  'verified',
  'closed',
  'advised',
  'void',
  'merged',
]

test('an order is late from the moment its time ends, unless the case is a call for help or over', () => {
  const ordered = (more) => one('handling', { reply_by: NOW, ...more })
  assert.deepEqual(
    [NOW - 1, NOW, NOW + 1].map((now) => orderLate(ordered(), now)),
    [false, true, true],
  )
  const others = [one('handling'), ordered({ reply_by: null }), ordered(CALL), ordered({ state: 'closed' })]
  assert.ok(others.every((record) => !orderLate(record, NOW + 1)))
})

test('a case is new, in hand or done, whatever its step', () => {
  const marks = STATES.map((state) => markOf(one(state), NOW))
  assert.deepEqual(marks, ['new', ...Array(4).fill('in_hand'), ...Array(4).fill('done')])
})

test('every step has its own word', () => {
  assert.equal(new Set(STATES.map((state) => wordOf(one(state), NOW))).size, STATES.length)
  assert.equal(wordOf(one('new', { urgent: true }), NOW), 'state_urgent')
  assert.equal(wordOf(one('new', { urgent: true, to_locate: true }), NOW), 'state_to_locate')
  assert.equal(wordOf(one('new', CALL), NOW), 'state_sos')
  assert.equal(wordOf(one('new', { ...CALL, acknowledged: { by: 'x', at: 1 } }), NOW), 'state_acknowledged')
  assert.equal(wordOf(one('dispatched', CALL), NOW), 'state_dispatched')
})

test('an open case is late from the moment after its deadline, in any step', () => {
  const marks = (at) => STATES.map((state) => markOf(one(state, { due: NOW }), at))
  assert.equal(marks(NOW).includes('overdue'), false)
  assert.deepEqual(marks(NOW + 1), [...Array(5).fill('overdue'), ...Array(4).fill('done')])
  assert.equal(stateOf(one('handling', { due: NOW }), NOW + 42_000), 'overdue 42 s')
})

test('without a limit, or while its clock rests, nothing is late', () => {
  assert.deepEqual(
    [null, undefined].map((due) => late(one('new', { due }), NOW * 9)),
    [false, false],
  )
})

test('a call for help is a plate until somebody is on the spot', () => {
  assert.equal(markOf(one('handling', CALL), NOW), 'sos')
  assert.equal(markOf(one('handling', { ...CALL, calling: false }), NOW), 'in_hand')
  assert.equal(markOf(one('closed', { ...CALL, calling: false }), NOW), 'done')
})

test('the next to become late is the next whose deadline is still to come', () => {
  const cases = [
    one('new', { due: NOW + 900 }),
    one('new', { due: NOW - 5 }),
    one('closed', { due: NOW + 3 }),
  ]
  const next = nextLate(cases, NOW)
  assert.equal(next, NOW + 901)
  assert.equal(markOf(cases[0], next), 'overdue')
  assert.equal(nextLate(cases, next), null)
})

test('an owner is a seat by its number, an open case without one says so', () => {
  assert.equal(ownerName({ owner: 'seat-3', state: 'handling' }), 'seat 3')
  assert.equal(ownerName({ owner: null, state: 'new' }), 'unclaimed')
  assert.equal(ownerName({ owner: null, state: 'advised' }), '—')
  assert.equal(ownerName({ owner: 'Li <b>', state: 'new' }), 'Li <b>')
  meet('li', '李娜')
  assert.equal(ownerName({ owner: 'li', state: 'new' }), '李娜')
  page.words.outsider = 'somebody from elsewhere'
  assert.equal(ownerName({ owner: '(outsider)', state: 'new' }), 'somebody from elsewhere')
})

test('a deadline says what is left, that its clock rests, or whether it was kept', () => {
  const told = (state, more) =>
    deadline({ state, due: NOW, ended: null, paused: false, continuous: true, ...more }, NOW - 5000)
  assert.equal(told('handling'), 'left 5 s')
  assert.doesNotMatch(told('handling', { continuous: false }), /left/) // the page knows no office hours
  assert.equal(told('closed', { ended: NOW }), 'kept')
  assert.equal(told('closed', { ended: NOW + 1 }), 'missed')
  assert.equal(told('new', { due: null, paused: true }), 'rests')
  assert.deepEqual([told('new', { due: null }), told('void', { due: null, paused: true })], ['—', '—'])
})

test('a list of cases has no column of dashes', () => {
  const advised = { item: '0103', state: 'advised', due: null, owner: null }
  assert.deepEqual(columnsOf([advised]), ['item', 'place', 'case', 'filed'])
  const columns = columnsOf([advised, { ...advised, state: 'new', due: NOW }])
  assert.deepEqual(columns, ['item', 'place', 'case', 'due', 'owner', 'filed'])
})

const call = (id, filed, more = {}) => ({
  id,
  filed,
  news: filed,
  sos: true,
  calling: more.sos !== false,
  urgent: true,
  state: 'new',
  acknowledged: null,
  ...more,
})

test('the band shows every open call, what nobody has acknowledged and what waits longest first', () => {
  const gone = [call('d', 400, { state: 'void', calling: false }), call('e', 300, { calling: false })]
  const heard = call('c', 500, { acknowledged: { by: 'x', at: 1 } })
  const cases = [call('b', 2000), heard, call('a', 1000), ...gone]
  assert.deepEqual(
    calls({ cases }, 9000).map(({ id }) => id),
    ['a', 'b', 'c'],
  )
})

test('an urgent case is a band for a moment while nobody has it, below any call for help', () => {
  const cases = [call('u', 1000, { sos: false })]
  assert.equal(alarm({ cases }, 2000).id, 'u')
  assert.equal(alarm({ cases: [{ ...cases[0], state: 'dispatched' }] }, 2000), null)
  assert.equal(alarm({ cases }, 1000 + URGENT_MS), null)
  assert.equal(alarm({ cases: [...cases, call('s', 3000)] }, 4000).id, 's')
})

test('the moment begins when the case comes, not when its reporter wrote it', () => {
  const urgent = call('u', NOW - 60_000, { sos: false, news: undefined })
  const came = merge(merge(EMPTY, { cases: [] }), { cases: [urgent] }, NOW)
  assert.equal(alarm(came, NOW + 1000)?.id, 'u')
  const changed = merge(came, { cases: [{ ...urgent, revision: 2 }] }, NOW + 15_000)
  assert.equal(alarm(changed, NOW + URGENT_MS), null)
  assert.equal(alarm(merge(EMPTY, { cases: [urgent] }), NOW), null)
})

test('an old case that comes into sight again is no news; one that becomes urgent is', () => {
  const old = call('o', NOW - 3_600_000, { sos: false })
  assert.equal(alarm(merge(EMPTY, { cases: [old] }, NOW), NOW), null)
  const calm = merge(EMPTY, { cases: [call('n', NOW - 30_000, { sos: false, urgent: false })] })
  const grave = merge(calm, { cases: [call('n', NOW - 30_000, { sos: false })] }, NOW)
  assert.equal(alarm(grave, NOW).id, 'n')
})
