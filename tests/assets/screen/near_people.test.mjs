// Who is on duty around a place.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PRESENCE } from '../../../assets/core/contract.mjs'
import { mercatorX, mercatorY } from '../../../assets/map/mercator.mjs'
import { nearPeople } from '../../../assets/screen/near_people.mjs'

const LAT = 23
const METRES = 111_195 // a degree of latitude

/** @param {[string, number][]} list of states and metres to the north */
const crowd = (...list) => ({
  count: list.length,
  columns: {
    x: Float64Array.from(list, () => mercatorX(113.7)),
    y: Float64Array.from(list, ([, north]) => mercatorY(LAT + north / METRES)),
    state: Uint8Array.from(list, ([state]) => PRESENCE.indexOf(state)),
  },
})
const near = (...list) => nearPeople(crowd(...list), LAT, 113.7)

test('the nearest first, each by how they are and how many metres away', () => {
  const found = near(['idle', 500], ['patrolling', 120], ['handling', 2000])
  assert.deepEqual(
    found.map(({ state }) => state),
    ['patrolling', 'idle', 'handling'],
  )
  found.forEach(({ metres }, at) => assert.ok(Math.abs(metres / [120, 500, 2000][at] - 1) < 0.01))
})

test('nobody who is off duty, silent or a stranger, and nobody too far away to be there soon', () => {
  assert.deepEqual(
    near(['offline', 10], ['off_shift', 10], ['unlisted', 10], ['unseen', 10], ['idle', 3100]),
    [],
  )
})

test('eight at most', () => {
  assert.equal(near(...Array.from({ length: 30 }, (_, at) => ['idle', at])).length, 8)
})
