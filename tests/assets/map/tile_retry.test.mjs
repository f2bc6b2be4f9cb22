// A base map's tile that failed is asked for again, later and later, and only while it is shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { retryTiles, wait } from '../../../assets/map/tile_retry.mjs'

// A layer as Leaflet's: events by name, several names in one text.
function layer() {
  const heard = []
  return {
    on: (names, hear) => heard.push([names.split(' '), hear]),
    fire: (name, told) => heard.forEach(([names, hear]) => names.includes(name) && hear(told)),
  }
}

function watched() {
  const timers = new Map()
  let last = 0
  const one = layer()
  retryTiles(
    one,
    undefined,
    (run, ms) => (timers.set(++last, { run, ms }), last),
    (id) => timers.delete(id),
  )
  const pass = () => [...timers].forEach(([id, timer]) => (timers.delete(id), timer.run()))
  return { one, timers, pass }
}

test('waits grow, differ from page to page, and end at some minutes', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((nth) => wait(nth, () => 0.5))
  assert.deepEqual(waits, [1000, 3000, 9000, 27000, 81000, 243000, 300000])
  assert.notEqual(
    wait(3, () => 0.1),
    wait(3, () => 0.9),
  )
})

test('a tile that failed is asked for again until it comes', () => {
  const { one, timers, pass } = watched()
  const asked = []
  const tile = { get src() { return '/tiles/4/3/5' }, set src(url) { asked.push(url) } } // prettier-ignore
  for (let nth = 0; nth < 3; nth++) {
    one.fire('tileerror', { tile })
    assert.equal(timers.size, 1)
    pass()
    assert.deepEqual(asked, Array(nth + 1).fill('/tiles/4/3/5'))
  }
  one.fire('tileload', { tile })
  one.fire('tileerror', { tile })
  assert.ok([...timers.values()][0].ms < 1300, 'after a success it begins anew')
})

test('what is not shown any more is not asked for', () => {
  const { one, timers } = watched()
  const [here, gone] = [{ src: '' }, { src: '' }]
  one.fire('tileerror', { tile: here })
  one.fire('tileerror', { tile: gone })
  one.fire('tileunload', { tile: gone })
  assert.equal(timers.size, 1)
  one.fire('remove')
  assert.equal(timers.size, 0)
})
