// What is an alarm, what is heard of many, and silence that ends by itself. The sounds are counted.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Alarms, WINDOW_MS } from '../../../../assets/console/alarms/alarms.mjs'
import { MUTED_MS, Mute } from '../../../../assets/console/alarms/mute.mjs'

const NOW = 1_800_000_000_000
const WHO = { me: 'seat-2', role: 'officer', rings: ['head', 'leader'] }

function row(id, change = {}) {
  const common = {
    id,
    state: 'new',
    item: '0103',
    place: [['横沥', null]],
    sos: false,
    calling: Boolean(change.sos),
    urgent: true,
    due: null,
  }
  return { ...common, owner: null, assignment: null, rung: 0, returned: 0, mine_to_do: true, ...change }
}

/** An officer's ear: what is played as rows come, one telling each. */
function ear(alarms, who = WHO) {
  const heard = []
  const note = (kind) => kind && heard.push(kind)
  return {
    heard,
    take: (changes, now, whole = false) =>
      note(alarms.sound(alarms.take(changes, { whole, now, ...who }), now)),
    look: (rows, now) => note(alarms.sound(alarms.look(rows, { now, ...who }), now)),
    remind: (rows, now) => note(alarms.remind(rows, now)),
  }
}

test('the graver of two alarms that come together is heard', () => {
  const officer = ear(new Alarms())
  officer.take(
    [
      [null, row('a')],
      [null, row('b', { sos: true })],
    ],
    NOW,
  )
  assert.deepEqual(officer.heard, ['sos'])
})

test('what was there when the page opened is no news, but a call for help is', () => {
  const officer = ear(new Alarms())
  officer.take(
    [
      [null, row('a')],
      [null, row('b', { assignment: { unanswered_at: NOW } })],
    ],
    NOW,
    true,
  )
  assert.deepEqual(officer.heard, [])
  officer.take([[null, row('c', { sos: true })]], NOW, true)
  assert.deepEqual(officer.heard, ['sos'])
})

test('a step of the ladder rings whom it is for', () => {
  const change = [[row('a'), row('a', { rung: 1 })]]
  const officer = ear(new Alarms())
  const head = ear(new Alarms(), { ...WHO, role: 'head' })
  officer.take(change, NOW)
  head.take(change, NOW)
  assert.deepEqual([officer.heard, head.heard], [[], ['rung']])
})

test('no answer, come back and late are alarms for who has the case, and for nobody else', () => {
  const mine = { urgent: false, owner: 'seat-2', state: 'dispatched' }
  const theirs = { ...mine, owner: 'seat-3' }
  for (const [change, kinds] of [
    [mine, ['unanswered', 'returned', 'overdue']],
    [theirs, []],
  ]) {
    const officer = ear(new Alarms())
    officer.take([[row('a', change), row('a', { ...change, assignment: { unanswered_at: NOW } })]], NOW)
    officer.take([[row('b', change), row('b', { ...change, returned: 1 })]], NOW)
    officer.look([row('c', { ...change, due: NOW + 500 })], NOW)
    officer.look([row('c', { ...change, due: NOW + 500 })], NOW + 1000)
    officer.look([row('c', { ...change, due: NOW + 500 })], NOW + 2000)
    assert.deepEqual(officer.heard, kinds)
  }
})

test('whoever loses a call for help to another seat hears it, and nobody else', () => {
  const call = { sos: true, acknowledged: { by: 'seat-2', at: NOW } }
  const change = [[row('a', { ...call, owner: 'seat-2' }), row('a', { ...call, owner: 'seat-3' })]]
  const officer = ear(new Alarms())
  const other = ear(new Alarms(), { ...WHO, me: 'seat-3' })
  officer.take(change, NOW)
  other.take(change, NOW)
  assert.deepEqual([officer.heard, other.heard], [['ordered'], []])
})

test('a flood is one sound, however many come, until there are few again', () => {
  const alarms = new Alarms()
  const officer = ear(alarms)
  const came = (id, at) => officer.take([[null, row(id)]], at)
  for (let n = 0; n < 10; n++) came(`calm-${n}`, NOW + n)
  assert.equal(officer.heard.length, 10)
  for (let n = 0; n < 30_000; n += 500)
    officer.take(
      Array.from({ length: 500 }, (_, at) => [null, row(`flood-${n + at}`)]),
      NOW + 1000 + n,
    )
  assert.deepEqual(officer.heard.slice(10), ['flood'])
  assert.equal(alarms.flooding, true)
  const later = NOW + 31_000 + WINDOW_MS
  officer.look([], later)
  assert.equal(alarms.flooding, false)
  came('again', later + 1)
  assert.deepEqual(officer.heard.slice(10), ['flood', 'urgent'])
})

test('a flood does not end at nine, nor begin at ten', () => {
  const alarms = new Alarms()
  const officer = ear(alarms)
  for (let n = 0; n < 11; n++) officer.take([[null, row(`a-${n}`)]], NOW + n * 1000)
  assert.equal(alarms.flooding, true)
  officer.look([], NOW + WINDOW_MS + 1500) // nine are left
  assert.equal(alarms.flooding, true)
  officer.look([], NOW + WINDOW_MS + 6500) // four are left
  assert.equal(alarms.flooding, false)
})

test('a call for help is heard through a flood, once for all that come together, and again while it waits', () => {
  const alarms = new Alarms()
  const officer = ear(alarms)
  officer.take(
    Array.from({ length: 20 }, (_, n) => [null, row(`a-${n}`)]),
    NOW,
  )
  const call = row('s', { sos: true })
  officer.take([[null, call]], NOW + 1000)
  officer.take([[null, row('t', { sos: true })]], NOW + 2000)
  officer.remind([call], NOW + 20_000)
  officer.remind([call], NOW + 32_000)
  officer.remind([{ ...call, acknowledged: { by: 'seat-2' } }], NOW + 90_000)
  assert.deepEqual(officer.heard, ['flood', 'sos', 'sos'])
})

test('the strip groups by matter and town, the largest first', () => {
  const alarms = new Alarms()
  const many = [
    row('a'),
    row('b'),
    row('c', { place: [['常平', null]] }),
    row('d', { item: '0104' }),
    row('e'),
  ]
  alarms.take(
    many.map((one) => [null, one]),
    { whole: false, now: NOW, ...WHO },
  )
  const told = alarms.groups(NOW).map(({ item, town, count }) => [item, town[0], count])
  assert.deepEqual(told[0], ['0103', '横沥', 3])
  assert.equal(told.length, 3)
})

test('silence ends by itself, or when it is taken back', () => {
  const mute = new Mute()
  mute.toggle(0)
  assert.equal(mute.left(1000), MUTED_MS - 1000)
  assert.equal(mute.left(MUTED_MS), 0)
  mute.toggle(MUTED_MS + 1)
  mute.toggle(MUTED_MS + 2)
  assert.equal(mute.left(MUTED_MS + 3), 0)
})

test('an order on a case of mine is heard, being urged about it too, and the end of its time at every desk that should act', () => {
  const officer = ear(new Alarms())
  const mine = row('a', { urgent: false, owner: 'seat-2', state: 'handling', urged_at: null, reply_by: null })
  const ordered = { ...mine, order: { at: NOW }, reply_by: NOW + 1000 }
  officer.take([[mine, ordered]], NOW)
  officer.take([[ordered, { ...ordered, urged_at: NOW }]], NOW)
  assert.deepEqual(officer.heard, ['ordered', 'ordered'])
  const city = ear(new Alarms(), { ...WHO, me: 'seat-9' })
  const theirs = { ...ordered, mine_to_do: true }
  city.look([theirs], NOW)
  city.look([theirs], NOW + 2000)
  city.look([{ ...theirs, mine_to_do: false }], NOW + 4000)
  assert.deepEqual(city.heard, ['overdue'])
})
