// A screen loads anew at night only when its memory asks for it, at a minute of its own, and never over what somebody needs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FROM, LEAST_MB, SPREAD, due, minuteOf } from '../../../assets/screen/nightly.mjs'

const ID = 'screen-abcdef'
const HOUR = 3_600_000
const at = (told) =>
  due({ id: ID, minute: minuteOf(ID), heap: LEAST_MB, up: 24 * HOUR, busy: false, ...told })

test('at its minute, with a heap that asks for it', () => assert.equal(at({}), true))

test('not with a small heap, nor one that nobody tells', () => {
  assert.equal(at({ heap: LEAST_MB - 1 }), false)
  assert.equal(at({ heap: null }), false)
})

test('not before its minute and not in the morning', () => {
  assert.equal(at({ minute: minuteOf(ID) - 1 }), false)
  assert.equal(at({ minute: FROM + SPREAD + 30 }), false)
  assert.equal(at({ minute: 12 * 60 }), false)
})

test('while something was put there or somebody calls it waits, and finds a later minute', () => {
  assert.equal(at({ busy: true }), false)
  assert.equal(at({ minute: FROM + SPREAD + 29 }), true)
})

test('a page that was loaded this night is not loaded again', () => assert.equal(at({ up: 5 * HOUR }), false))

test('a room of fifty takes turns: no two minutes have more than a few', () => {
  const minutes = Array.from({ length: 50 }, (_, n) => minuteOf(`screen-${(n * 7919).toString(36)}xy`))
  assert.ok(minutes.every((minute) => minute >= FROM && minute < FROM + SPREAD))
  const counts = new Map()
  for (const minute of minutes) counts.set(minute, (counts.get(minute) ?? 0) + 1)
  assert.ok(new Set(minutes).size > 25 && Math.max(...counts.values()) <= 4)
})
