// The room's people: snapshots replace, deltas change, and both together are the full state.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { People } from '../../../assets/map/people.mjs'

const table = (...list) => ({
  count: list.length,
  ...Object.fromEntries(Object.keys(list[0] ?? {}).map((name) => [name, list.map((one) => one[name])])),
})
const NOBODY = { snapshot: false, epoch: 7, at: 1000, newest: 0, names: [], gone: [], hidden: [] }
const row = (index, lat, lon, state = 1) => ({ index, lat, lon, age: 0, state, flags: 0 })
const step = (index, lat, lon, age = 0) => ({ index, lat, lon, age })
const people = table
const frame = (change) => ({ ...NOBODY, people: table(), moved: table(), looks: table(), ...change })

function seen(store) {
  const { index, lat, lon, x, y } = store.columns
  const all = Array.from({ length: store.count }, (_, slot) => [
    index[slot],
    lat[slot],
    lon[slot],
    x[slot],
    y[slot],
    store.idOf(slot),
  ])
  return all.sort((a, b) => a[0] - b[0])
}

test('a delta moves one person and leaves the others', () => {
  const store = new People()
  store.apply(
    frame({
      snapshot: true,
      names: [
        [4, 'A'],
        [9, 'B'],
      ],
      people: people(row(4, 1e6, 2e6), row(9, 3e6, 4e6)),
    }),
  )
  store.apply(frame({ people: people(row(9, 5e6, 6e6)), newest: 900 }))
  assert.deepEqual(
    seen(store).map((one) => one.slice(0, 3)),
    [
      [4, 1e6, 2e6],
      [9, 5e6, 6e6],
    ],
  )
  assert.equal(store.idOf(store.slotOf('B')), 'B')
  assert.equal(store.newest, 900)
})

test('whoever has left is gone, and comes back under the name told before', () => {
  const store = new People()
  store.apply(
    frame({
      snapshot: true,
      names: [
        [1, 'A'],
        [2, 'B'],
      ],
      people: people(row(1, 1, 1), row(2, 2, 2)),
    }),
  )
  store.apply(frame({ gone: [1] }))
  assert.equal(store.slotOf('A'), -1)
  assert.equal(store.count, 1)
  store.apply(frame({ people: people(row(1, 7, 7)) }))
  assert.equal(store.columns.lat[store.slotOf('A')], 7)
})

test('a person we may not name has no id', () => {
  const store = new People()
  store.apply(frame({ snapshot: true, people: people(row(0x80000001, 1, 1)) }))
  assert.equal(store.idOf(0), null)
})

test('whom we may no longer see leaves no name behind', () => {
  const store = new People()
  store.apply(frame({ snapshot: true, names: [[1, 'A']], people: people(row(1, 1, 1)) }))
  store.apply(frame({ hidden: [1] }))
  store.apply(frame({ people: people(row(1, 2, 2)) }))
  assert.equal(store.slotOf('A'), -1)
  assert.notEqual(store.idOf(0), 'A')
})

test('who is told without an id is found again by what stands for it, in this epoch alone', () => {
  const store = new People()
  const all = { snapshot: true, people: people(row(3, 1, 1), row(5, 2, 2)) }
  store.apply(frame(all))
  const id = store.idOf(store.slotOf(store.idOf(1)))
  assert.equal(store.columns.lat[store.slotOf(id)], 2)
  store.apply(frame({ gone: [3] }))
  assert.equal(store.columns.lat[store.slotOf(id)], 2)
  store.apply(frame({ ...all, epoch: 8 }))
  assert.equal(store.slotOf(id), -1)
})

const two = { snapshot: true, names: [[1, 'A']], people: table(row(1, 10, 20), row(2, 30, 40)) }

test('a step is added to where the page has them; what is not told of them stays', () => {
  const store = new People()
  store.apply(frame(two))
  store.apply(frame({ moved: table(step(1, -3, 5, 80)), looks: table({ index: 2, state: 3, flags: 4 }) }))
  const { lat, lon, time, state, flags } = store.columns
  assert.deepEqual([lat[0], lon[0], time[0], state[0]], [7, 25, 920, 1])
  assert.deepEqual([lat[1], lon[1], time[1], state[1], flags[1]], [30, 40, 1000, 3, 4])
})

for (const [what, change, told] of [
  ['a step of somebody who is not here', { moved: table(step(1, 1, 1), step(9, 1, 1)) }, /has the index 9/],
  ['a look of somebody who is not here', { looks: table({ index: 7, state: 1, flags: 0 }) }, /the index 7/],
  ['a step beyond the pole', { moved: table(step(1, 90e6, 0)) }, /at most 90000000 wanted/],
]) {
  test(`${what} changes nothing, and nothing more counts until the next snapshot`, () => {
    const store = new People()
    store.apply(frame(two))
    const before = seen(store)
    assert.throws(() => store.apply(frame(change)), told)
    store.apply(frame({ moved: table(step(1, 1, 1)) }))
    assert.deepEqual(seen(store), before)
    store.apply(frame({ snapshot: true, people: table(row(5, 1, 1)) }))
    store.apply(frame({ moved: table(step(5, 1, 1)) }))
    assert.deepEqual([store.count, store.columns.lat[0]], [1, 2])
  })
}

test('a snapshot and any deltas after it equal the snapshot of the end', () => {
  let seed = 7
  const random = (below) => (seed = (seed * 16807) % 2147483647) % below
  const [followed, truth] = [new People(), new Map()]
  const name = (index) => [index, `P${index}`]
  followed.apply(frame({ snapshot: true }))
  for (let step = 0; step < 2000; step++) {
    const index = random(1500)
    if (random(4) === 0) {
      truth.delete(index)
      followed.apply(frame({ gone: [index] }))
    } else {
      truth.set(index, row(index, random(9e7), random(1e8)))
      followed.apply(frame({ names: [name(index)], people: people(truth.get(index)) }))
    }
  }
  const fresh = new People()
  fresh.apply(
    frame({ snapshot: true, names: [...truth.keys()].map(name), people: people(...truth.values()) }),
  )
  assert.deepEqual(seen(followed), seen(fresh))
})
