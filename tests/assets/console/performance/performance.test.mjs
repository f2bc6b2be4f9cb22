// Today's performance: order, rates in words, the address, where arrows lead, and what stays when a read fails.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as table from '../../../../assets/console/performance/numbers.mjs'
import { EVERY_MS, Polling } from '../../../../assets/console/performance/polling.mjs'
import { page } from '../../../../assets/core/page.mjs'

Object.assign(page.words, {
  performance_nothing_due: 'nothing was due',
  age_seconds: '{n} s',
  age_minutes: '{n} min',
  age_hours: '{n} h',
})

const row = (id, told = {}) => ({
  id,
  name: id,
  overdue: 0,
  due: 0,
  closed: 0,
  on_time: 0,
  closing: null,
  on_time_rate: null,
  first_response_s: null,
  ...told,
})
const ids = (rows) => rows.map(({ id }) => id)
const name = (one) => one.name

test('numbers sort from the largest, equals stay as they came, what nobody knows is last either way', () => {
  const rows = [row('a', { closing: 0.5 }), row('b'), row('c', { closing: 1 }), row('d', { closing: 0.5 })]
  assert.deepEqual(ids(table.sorted(rows, { by: 'closing', down: true }, name)), ['c', 'a', 'd', 'b'])
  assert.deepEqual(ids(table.sorted(rows, { by: 'closing', down: false }, name)), ['a', 'd', 'c', 'b'])
  assert.deepEqual(ids(rows), ['a', 'b', 'c', 'd'])
})

test('a heading turns its own order, another begins anew; names begin at their beginning', () => {
  const largest = { by: 'due', down: true }
  assert.deepEqual(table.turned(largest, 'due'), { by: 'due', down: false })
  assert.deepEqual(table.turned(largest, 'closed'), { by: 'closed', down: true })
  assert.deepEqual(ids(table.sorted([row('b'), row('a')], table.turned(largest, 'name'), name)), ['a', 'b'])
})

test('under a hand rows stay where they are, newcomers come last, who has gone is gone', () => {
  assert.deepEqual(ids(table.still(['c', 'a', 'b'], [row('a'), row('n'), row('c')])), ['c', 'a', 'n'])
})

test('a rate says where it comes from, and that nothing was due', () => {
  const told = row('all', {
    due: 972,
    closed: 911,
    on_time: 737,
    closing: 911 / 972,
    on_time_rate: 737 / 972,
  })
  assert.equal(table.rateWords(told, 'closing'), '911 / 972 = 93.7%')
  assert.equal(table.rateWords(told, 'on_time_rate'), '737 / 972 = 75.8%')
  assert.equal(table.rateWords(row('none'), 'closing'), 'nothing was due')
})

test('numbers are grouped, a median is an age, what nobody knows is a dash', () => {
  const told = row('a', { due: 1234, first_response_s: 3 * 3600 + 120 })
  assert.equal(table.shown(told, 'due'), '1,234')
  assert.equal(table.shown(told, 'first_response_s'), '3 h 2 min')
  assert.equal(table.shown(told, 'closing'), '—')
  assert.equal(table.shown(row('b'), 'first_response_s'), '—')
  assert.deepEqual(['closing', 'on_time_rate', 'overdue'].map(table.listOf), ['due', 'due', 'overdue'])
})

test('the address tells what is looked at, leaves out the usual, and keeps what is not ours', () => {
  const told = {
    open: true,
    kind: 'people',
    sort: { by: 'closing', down: true },
    of: 'D-0495',
    number: 'overdue',
  }
  const search = table.writePanel('?tab=all', told)
  assert.equal(search, '?tab=all&panel=performance&kind=people&sort=-closing&of=D-0495&number=overdue')
  assert.deepEqual(table.readPanel(search), told)
  assert.equal(table.writePanel(search, { ...told, open: false }), '?tab=all')
  const bad = table.readPanel('?panel=performance&kind=luck&sort=-luck&number=luck&of=x')
  assert.deepEqual(bad, {
    open: true,
    kind: 'areas',
    sort: { by: 'overdue', down: true },
    of: null,
    number: null,
  })
})

test('arrows move among lines of any length and stop at the edge', () => {
  const lengths = [4, 10, 9]
  assert.deepEqual(table.stepped([1, 9], 'ArrowDown', lengths), [2, 8])
  assert.deepEqual(table.stepped([0, 0], 'ArrowUp', lengths), [0, 0])
  assert.deepEqual(table.stepped([2, 3], 'End', lengths), [2, 8])
  assert.deepEqual(table.stepped([2, 3], 'PageUp', lengths), [0, 3])
})

/** A Polling whose steady clock and timers are moved by hand. */
function readingAt() {
  const world = { at: 0, waits: [], next: null }
  const later = (run, ms) => {
    world.waits.push(ms)
    world.next = run
    return world.waits.length
  }
  const told = {
    tell() {},
    now: () => 1000 + world.at,
    steady: () => world.at,
    later,
    cancel: () => (world.next = null),
  }
  return { world, reading: new Polling(told) }
}

test('one question is asked at most every five seconds, another at once', async () => {
  const { world, reading } = readingAt()
  reading.ask('a', async () => 1)
  await world.next()
  assert.equal(reading.data, 1)
  world.at = 2000
  reading.rest()
  reading.ask('a', async () => 2)
  reading.ask('b', async () => 3)
  assert.deepEqual(world.waits, [0, EVERY_MS, EVERY_MS - 2000, 0])
})

test('what was answered stays when reads fail, with the moment since when, until one succeeds', async () => {
  const { world, reading } = readingAt()
  const answers = [() => 'old', () => assert.fail('away'), () => assert.fail('still away'), () => 'new']
  reading.ask('a', async () => answers.shift()())
  await world.next()
  for (world.at of [5000, 10_000]) {
    await world.next()
    assert.deepEqual([reading.data, reading.failed.since], ['old', 6000])
  }
  await world.next()
  assert.deepEqual([reading.data, reading.failed], ['new', null])
})

test('an answer to a question nobody asks any more is void', async () => {
  const { world, reading } = readingAt()
  let answer
  reading.ask('a', () => new Promise((done) => (answer = done)))
  const going = world.next()
  reading.ask('b', async () => 'b')
  answer('a')
  await going
  assert.equal(reading.data, null)
})
