// Times on pages come from the server, whatever the wall clock of the screen shows and however it is put.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

import { createClock, keptFor } from '../../../assets/field/clock.mjs'
import { disturbed, forget, hint, now, sample } from '../../../assets/core/clock.mjs'

const HOUR = 3_600_000
const SERVER = 1_790_000_000_000
const realDate = Date.now
const assets = new URL('../../../assets/', import.meta.url).pathname

function shift(ms) {
  Date.now = () => realDate() + ms
}

const near = (time, wanted) => assert.ok(Math.abs(time - wanted) < 1000, `${time} for ${wanted}`)

function measured(server) {
  forget()
  const at = performance.now()
  for (let i = 0; i < 5; i++) sample(at, server, at)
}

test('a wall clock eight hours off, or stepping, moves nothing', () => {
  measured(SERVER)
  for (const off of [8 * HOUR, -8 * HOUR, 0]) {
    shift(off)
    near(now(), SERVER)
  }
})

test('a wall clock that stepped is a reason to ask again, once', () => {
  shift(0)
  disturbed()
  assert.equal(disturbed(), false)
  shift(90_000) // or the machine slept for so long
  assert.equal(disturbed(), true)
  assert.equal(disturbed(), false)
})

test('what the server says in passing counts until it was asked', () => {
  forget()
  hint(SERVER)
  near(now(), SERVER)
  measured(SERVER + HOUR)
  hint(SERVER)
  near(now(), SERVER + HOUR)
})

test('one slow answer does not move the clock', () => {
  measured(SERVER)
  const at = performance.now()
  sample(at - 4000, SERVER, at)
  near(now(), SERVER)
})

test('a page that was kept is as old as it is by the clock that kept it, and never of the future', () => {
  assert.equal(keptFor(null), 0)
  assert.equal(keptFor(SERVER, SERVER + HOUR), HOUR)
  assert.equal(keptFor(SERVER, SERVER - HOUR), 0)
})

test('a phone that slept shows the time it is, and one whose clock is put back too', () => {
  const steady = 1000
  let wall = SERVER - 8 * HOUR // its own clock is wrong, and that is all the same
  const clock = createClock(
    SERVER,
    () => steady,
    () => wall,
  )
  near(clock.now(), SERVER)
  wall += 2 * HOUR // the steady clock stood still while it slept
  near(clock.now(), SERVER + 2 * HOUR)
  clock.measure(steady - 40, SERVER + 2 * HOUR, steady)
  wall -= 5 * HOUR
  near(clock.now(), SERVER + 2 * HOUR)
})

function modules(folder) {
  return readdirSync(join(assets, folder), { recursive: true })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join(folder, name))
}

test('no other module reads the wall clock but the one that keeps pages from one day to the next', () => {
  const readers = ['core', 'cameras', 'map', 'panels', 'wall', 'console', 'field']
    .flatMap(modules)
    .filter((name) => /Date\.now\(|new Date\(\)/.test(readFileSync(join(assets, name), 'utf8')))
  assert.deepEqual(readers.sort(), ['core/clock.mjs', 'field/clock.mjs', 'field/worker.mjs'])
})
