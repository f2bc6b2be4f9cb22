// What a wall sounds for: a call until somebody acknowledges it, an urgent case once, nothing twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { WallAlarms } from '../../../assets/wall/alarm_rules.mjs'
import { wanted } from '../../../assets/wall/alarm_sounds.mjs'

const call = (id, more = {}) => ({ id, sos: true, calling: true, urgent: true, state: 'new', ...more })
const urgent = (id, more = {}) => ({ id, urgent: true, state: 'new', ...more })

test('a call is heard at once, also one that was there before the page, and not again for being told again', () => {
  const alarms = new WallAlarms()
  assert.equal(alarms.take([call('a')], { snapshot: true, now: 0 }), 'sos')
  assert.equal(alarms.take([call('a')], { snapshot: false, now: 1000 }), null)
  assert.equal(alarms.take([call('a'), call('b')], { snapshot: false, now: 2000 }), 'sos')
  assert.equal(alarms.take([call('b'), call('a')], { snapshot: true, now: 3000 }), null)
})

test('a call is heard again every half minute until it is acknowledged', () => {
  const alarms = new WallAlarms()
  alarms.take([call('a')], { snapshot: false, now: 0 })
  assert.equal(alarms.remind([call('a')], 29_999), null)
  assert.equal(alarms.remind([call('a')], 30_000), 'sos')
  assert.equal(alarms.remind([call('a')], 31_000), null)
  assert.equal(alarms.remind([call('a', { acknowledged: { by: 'seat-1' } })], 90_000), null)
})

test('an urgent case is heard when it comes, not when the page does, and a call is graver', () => {
  const alarms = new WallAlarms()
  assert.equal(alarms.take([urgent('old')], { snapshot: true, now: 0 }), null)
  assert.equal(alarms.take([urgent('old'), urgent('new')], { snapshot: false, now: 1 }), 'urgent')
  assert.equal(alarms.take([urgent('more'), call('a')], { snapshot: false, now: 2 }), 'sos')
  assert.equal(alarms.take([urgent('sent', { state: 'dispatched' })], { snapshot: false, now: 3 }), null)
})

test('the settings silence walls, and an address one screen', () => {
  assert.deepEqual(
    [
      wanted('', true),
      wanted('', undefined),
      wanted('', false),
      wanted('?sound=off', true),
      wanted('?sound=on', false),
    ],
    [true, true, false, false, true],
  )
})
