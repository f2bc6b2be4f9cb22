// Which frames of a room count: in order, none twice, none of another room or epoch.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Room } from '../../../assets/core/room.mjs'

const ROOM = 7
function follow() {
  const taken = []
  let asked = 0
  const room = new Room(
    (frame) => taken.push(frame.sequence),
    () => asked++,
  )
  return { room, taken, asked: () => asked }
}
const snapshot = (sequence, epoch = 1, room = ROOM) => ({ snapshot: true, sequence, epoch, room })
const delta = (sequence, epoch = 1, room = ROOM) => ({ snapshot: false, sequence, epoch, room })

test('deltas follow their snapshot in order, older ones are dropped', () => {
  const { room, taken, asked } = follow()
  room.joined(ROOM)
  for (const one of [delta(4), snapshot(5), delta(5), delta(6), delta(3), delta(7)]) room.take(one)
  assert.deepEqual(taken, [5, 6, 7])
  assert.equal(asked(), 0)
})

test('a gap asks once for a snapshot, and nothing counts until it comes', () => {
  const { room, taken, asked } = follow()
  room.joined(ROOM)
  for (const one of [snapshot(5), delta(7), delta(8), snapshot(8), delta(9)]) room.take(one)
  assert.deepEqual(taken, [5, 8, 9])
  assert.equal(asked(), 1)
})

test('a server that has read nothing yet says nothing; when it has, its whole picture is asked for, once', () => {
  const { room, taken, asked } = follow()
  room.joined(ROOM)
  const blind = [snapshot(1), delta(2)].map((frame) => ({ ...frame, redisAge: null }))
  for (const one of [...blind, delta(3), delta(4), snapshot(5), delta(6)]) room.take(one)
  assert.deepEqual(taken, [5, 6])
  assert.equal(asked(), 1)
})

test('a new epoch asks for a snapshot', () => {
  const { room, taken, asked } = follow()
  room.joined(ROOM)
  for (const one of [snapshot(5), delta(6, 2), snapshot(1, 2), delta(2, 2)]) room.take(one)
  assert.deepEqual(taken, [5, 1, 2])
  assert.equal(asked(), 1)
})

test('frames that arrive before the answer to the join wait for it', () => {
  const { room, taken } = follow()
  room.join()
  room.take(delta(9, 1, 3))
  room.take(snapshot(5))
  room.take(delta(6))
  assert.deepEqual(taken, [])
  room.joined(ROOM)
  assert.deepEqual(taken, [5, 6])
})

test('an answer that is long in coming asks for a snapshot instead of keeping everything', () => {
  const { room, taken, asked } = follow()
  room.join()
  room.take(snapshot(1))
  for (let sequence = 2; sequence < 100; sequence++) room.take(delta(sequence))
  room.joined(ROOM)
  assert.deepEqual(taken, [])
  assert.equal(asked(), 1)
})

test('after a frame that did not fit nothing counts until the next snapshot', () => {
  const { room, taken } = follow()
  room.joined(ROOM)
  room.take(snapshot(5))
  room.fault()
  room.take(delta(6))
  assert.deepEqual([taken, room.faulty()], [[5], true])
  for (const one of [snapshot(6), delta(7)]) room.take(one)
  assert.deepEqual([taken, room.faulty()], [[5, 6, 7], false])
})

test('a frame that cannot be read while a room is entered costs the whole picture of that room', () => {
  const { room, taken, asked } = follow()
  room.take(snapshot(5))
  room.fault()
  assert.equal(room.faulty(), false)
  room.joined(ROOM)
  assert.deepEqual([taken, asked()], [[], 1])
})
