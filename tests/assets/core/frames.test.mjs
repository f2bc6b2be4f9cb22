// The golden frames, read here, say what they say in Python.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { decode } from '../../../assets/core/frames.mjs'

const GOLDEN = new URL('../../dashboard/golden/', import.meta.url)
const said = JSON.parse(readFileSync(new URL('frames.json', GOLDEN), 'utf-8'))
const bytes = (name) => readFileSync(new URL(`${name}.bin`, GOLDEN))
const age = (tenths) => (tenths === 65535 ? null : tenths * 100)
const rows = (section) => Array.from({ length: section.count }, (_, row) => ({ ...section.read(row, {}) }))

for (const [name, wanted] of Object.entries(said)) {
  test(`golden ${name} is read as it was written`, () => {
    const frame = decode(bytes(name))
    const { epoch, room, sequence, at, newest } = frame
    assert.deepEqual(
      { epoch, room, sequence, at, newest },
      {
        epoch: wanted.epoch,
        room: wanted.room,
        sequence: wanted.sequence,
        at: wanted.at,
        newest: wanted.newest,
      },
    )
    assert.equal(frame.snapshot, wanted.kind === 1)
    assert.deepEqual([frame.redisAge, frame.gatewayAge], [age(wanted.redis_age), age(wanted.gateway_age)])
    assert.deepEqual(
      [frame.heartbeat, frame.catchingUp],
      [(wanted.flags & 1) !== 0, (wanted.flags & 2) !== 0],
    )
    assert.deepEqual(rows(frame.people), wanted.people)
    assert.deepEqual(
      rows(frame.grids),
      wanted.grids.map((grid) => ({ ...grid, covered: grid.covered === 1 })),
    )
    assert.deepEqual(frame.names, wanted.names)
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

test('a broken frame says what is wrong with it', () => {
  assert.throws(() => decode(new ArrayBuffer(1)), /40 bytes wanted, got 1/)
  assert.throws(() => decode(new Uint8Array(40).fill(2)), /version 1 wanted, got 2/)
  assert.throws(() => decode(bytes('snapshot').subarray(0, 60)), /cut short at byte 40/)
})

test('a section this page does not know is skipped', () => {
  const frame = new Uint8Array([...bytes('heartbeat'), 99, 0, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4])
  new DataView(frame.buffer).setUint16(2, new DataView(frame.buffer).getUint16(2, true) + 1, true)
  assert.equal(decode(frame).sequence, said.heartbeat.sequence)
})
