// A programme goes on by the clock, passes over what is quiet, stays with what is not, and is never without a scene.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { following, inHours, turn } from '../../../assets/screen/programme.mjs'

const step = (scene, more = {}) => ({ scene, seconds: 10, first: 0, last: 0, measure: '', stay: 0, ...more })
const STEPS = [step('a'), step('b'), step('c')]
const at = (now, more = {}) => ({
  ...{ steps: STEPS, now: now * 1000, minute: 600, quiet: () => false, held: false, turns: 0 },
  ...more,
})
const scenes = (times, more = {}) => {
  let turning = null
  return times.map((now) => {
    const moment = at(now, typeof more === 'function' ? more(now) : more)
    turning = turn(turning, moment)
    return turning.step === null ? null : moment.steps[turning.step].scene
  })
}
const NOBODY_WAITS = { quiet: ({ measure }) => measure === 'sos' }

test('each step stays for its seconds, and the first follows the last', () => {
  assert.deepEqual(scenes([0, 9, 10, 19, 20, 30]), ['a', 'a', 'b', 'b', 'c', 'a'])
})

test('what is quiet is passed over', () => {
  const steps = [step('a'), step('b', { measure: 'sos' }), step('c')]
  assert.deepEqual(scenes([0, 10, 20], { steps, ...NOBODY_WAITS }), ['a', 'c', 'a'])
})

test('what is not quiet stays, and no longer than it may', () => {
  const steps = [step('a', { measure: 'sos', stay: 25 }), step('b')]
  assert.deepEqual(scenes([0, 10, 24, 25], { steps }), ['a', 'a', 'a', 'b'])
})

test('what has become quiet goes when its own seconds are over', () => {
  const steps = [step('a', { measure: 'sos', stay: 25 }), step('b')]
  const told = (now) => ({ steps, quiet: ({ measure }) => measure === 'sos' && now > 11 })
  assert.deepEqual(scenes([0, 11, 12], told), ['a', 'a', 'b'])
})

test('all quiet: the first that may be shown is', () => {
  const steps = [step('a', { measure: 'sos', first: 0, last: 60 }), step('b', { measure: 'sos' })]
  assert.deepEqual(scenes([0, 10, 20], { steps, ...NOBODY_WAITS }), ['b', 'b', 'b'])
})

test('hours go past midnight', () => {
  const night = step('n', { first: 22 * 60, last: 6 * 60 })
  const minutes = [21 * 60 + 59, 22 * 60, 1439, 0, 359, 360]
  assert.deepEqual(
    minutes.map((minute) => inHours(night, minute)),
    [false, true, true, true, true, false],
  )
})

test('a step leaves when its hours end, and outside of all hours there is none', () => {
  const steps = [step('a', { first: 0, last: 601, seconds: 999 }), step('b', { first: 601, last: 602 })]
  const told = (now) => ({ steps, minute: 600 + now })
  assert.deepEqual(scenes([0, 1, 2, 3], told), ['a', 'b', null, null])
})

test('held, it stands still, and then its time begins anew', () => {
  const told = (now) => ({ held: now < 40 })
  assert.deepEqual(scenes([0, 30, 39, 48, 49], told), ['a', 'a', 'a', 'a', 'b'])
})

test('next and previous go on at once, while it is held too', () => {
  const turns = { 0: 0, 1: 1, 2: 3, 3: 2 }
  assert.deepEqual(
    scenes([0, 1, 2, 3], (now) => ({ turns: turns[now], held: true })),
    ['a', 'b', 'a', 'c'],
  )
})

test('a programme that was changed goes on with what is shown', () => {
  const told = (now) => (now < 12 ? {} : { steps: [step('x'), ...STEPS] })
  assert.deepEqual(scenes([0, 10, 12, 19, 20], told), ['a', 'b', 'b', 'b', 'c'])
})

test('what is shown and is no part of it any more goes', () => {
  assert.deepEqual(
    scenes([0, 5], (now) => (now < 5 ? {} : { steps: STEPS.slice(1) })),
    ['a', 'b'],
  )
})

test('a clock that was put back holds nothing longer than its seconds', () => {
  assert.deepEqual(scenes([100, 50, 59, 60]), ['a', 'a', 'a', 'b'])
})

test('whatever comes, a programme with a step for the hour shows one', () => {
  let seed = 7
  const dice = (n) => (seed = (seed * 48271) % 2147483647) % n
  for (let round = 0; round < 2000; round++) {
    const steps = Array.from({ length: 1 + dice(5) }, (_, n) =>
      step(`s${n}`, { measure: dice(2) ? 'sos' : '', seconds: 5 + dice(9), stay: dice(30) }),
    )
    let turning = null
    for (let now = 0; now < 60; now += 1 + dice(7)) {
      const still = dice(2) === 0
      turning = turn(turning, at(now, { steps, quiet: () => still, held: dice(5) === 0, turns: dice(3) - 1 }))
      assert.notEqual(turning.step, null)
    }
  }
})

test('what comes next is told with its time; alone or held, nothing is', () => {
  const moment = at(3)
  const turning = turn(null, moment)
  assert.deepEqual(following(turning, moment), { step: 1, at: 13_000 })
  assert.equal(following(turning, at(3, { held: true })), null)
  const alone = at(3, { steps: [step('a')] })
  assert.equal(following(turn(null, alone), alone), null)
})
