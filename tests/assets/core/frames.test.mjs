// The golden frames, read here, say what they say in Python; whatever else comes is an error.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { FRAME_HEADER } from '../../../assets/core/contract.mjs'
import { decode } from '../../../assets/core/frames.mjs'
import { People } from '../../../assets/map/people.mjs'

const GOLDEN = new URL('../../dashboard/golden/', import.meta.url)
const said = JSON.parse(readFileSync(new URL('frames.json', GOLDEN), 'utf-8'))
const bytes = (name) => readFileSync(new URL(`${name}.bin`, GOLDEN))
const age = (tenths) => (tenths === 65535 ? null : tenths * 100)

const rows = ({ count, ...columns }) =>
  Array.from({ length: count }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[row]])),
  )

for (const [name, wanted] of Object.entries(said)) {
  test(`golden ${name} is read as it was written`, () => {
    const frame = decode(bytes(name))
    for (const key of ['epoch', 'room', 'sequence', 'at', 'newest', 'names'])
      assert.deepEqual(frame[key], wanted[key])
    assert.equal(frame.snapshot, wanted.kind === 1)
    assert.deepEqual([frame.redisAge, frame.gatewayAge], [age(wanted.redis_age), age(wanted.gateway_age)])
    assert.deepEqual(
      [frame.heartbeat, frame.catchingUp],
      [(wanted.flags & 1) !== 0, (wanted.flags & 2) !== 0],
    )
    for (const key of ['people', 'moved', 'looks', 'grids']) assert.deepEqual(rows(frame[key]), wanted[key])
    assert.deepEqual([[...frame.gone], [...frame.hidden]], [wanted.gone, wanted.hidden])
    assert.deepEqual(frame.state ?? {}, wanted.state)
  })
}

test('a frame is read from wherever it lies in a larger buffer', () => {
  const whole = bytes('delta')
  const shifted = new Uint8Array(whole.length + 3)
  shifted.set(whole, 3)
  assert.equal(decode(shifted.subarray(3)).sequence, said.delta.sequence)
})

const head = [...bytes('heartbeat').subarray(0, FRAME_HEADER.bytes)]
const framed = (...sections) => {
  const frame = Uint8Array.from([...head, ...sections.flat()])
  frame[2] = sections.length
  return frame
}

for (const [what, data, told] of [
  ['a short one', new ArrayBuffer(1), /36 bytes wanted, got 1/],
  ['an old one', new Uint8Array(36).fill(1), /version 2 wanted, got 1/],
  ['a kind that is none', new Uint8Array(36).fill(2), /kind 0 or 1 wanted, got 2/],
  ['one cut short', bytes('snapshot').subarray(0, 60), /cut short at byte 36 of 60/],
  ['one with more than its sections', [...head, 9], /36 bytes wanted by its sections, got 37/],
  ['a section told twice', framed([3, 1, 0], [3, 1, 0]), /section 3 once wanted, got it twice/],
  ['fewer rows than told', framed([3, 2, 2, 5]), /section gone: 2 rows wanted, got 1 bytes/],
  ['more than its rows', framed([3, 3, 1, 5, 5]), /section gone: 1 bytes too many/],
  ['an index told twice', framed([3, 3, 2, 5, 0]), /section gone: 5 once wanted, got it twice/],
  ['a number without end', framed([3, 7, 1, 133, 133, 133, 133, 133, 1]), /at most 5 bytes a number/],
  ['an index beyond all', framed([3, 6, 1, 128, 128, 128, 128, 16]), /from 0 to 4294967295 wanted/],
  ['a count beyond all', framed([1, 5, 255, 255, 255, 255, 127]), /rows wanted, got 0 bytes/],
  ['a state that is none', framed([8, 4, 1, 0, 7, 0]), /section looks: from 0 to 6 wanted, got 7/],
  ['a state of another kind', framed([6, 2, 91, 93]), /section state: an object wanted/],
  ['a name of another kind', framed([2, 3, 91, 49, 93]), /pairs of an index and an id wanted/],
]) {
  test(`${what} is refused in words`, () => {
    assert.throws(() => decode(data instanceof ArrayBuffer ? data : Uint8Array.from(data)), told)
  })
}

test('a section this page does not know is skipped', () => {
  assert.equal(decode(framed([99, 4, 1, 2, 3, 4])).sequence, said.heartbeat.sequence)
})

test('whatever the bytes, a frame is read or refused, and no page shows what cannot be', () => {
  let seed = 11
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below
  const counts = { read: 0, refused: 0 }
  for (let turn = 0; turn < 4000; turn++) {
    const name = ['snapshot', 'delta'][random(2)]
    const data = Uint8Array.from(bytes[name] ?? (bytes[name] = bytes(name)))
    for (let times = 1 + random(4); times > 0; times--) data[random(data.length)] = random(256)
    const store = new People()
    store.apply(decode(bytes.snapshot ?? bytes('snapshot')))
    try {
      store.apply(decode(data.subarray(0, random(8) ? data.length : random(data.length))))
      counts.read++
    } catch (error) {
      assert.match(error.message, /^(frame|people): /)
      counts.refused++
    }
    const { lat, lon, state } = store.columns
    for (let slot = 0; slot < store.count; slot++)
      assert.ok(Math.abs(lat[slot]) <= 90e6 && Math.abs(lon[slot]) <= 180e6 && state[slot] <= 6)
  }
  assert.ok(counts.read > 100 && counts.refused > 100, JSON.stringify(counts))
})
