// What the director's page says of a room in which nothing hangs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page } from '../../../assets/core/page.mjs'
import { noRoomWords } from '../../../assets/director/no_room.mjs'

Object.assign(page.words, { no_room: 'open {address}', no_room_here: 'nothing in {room}' })

test('a room without screens is named, where others have some; else it is said how one is hung', () => {
  assert.equal(noRoomWords({ screens: [{}], rooms: ['hall'] }, 'hall', '/screen'), '')
  assert.equal(noRoomWords({ screens: [], rooms: ['hall'] }, 'nosuch', '/screen'), 'nothing in nosuch')
  assert.equal(noRoomWords({ screens: [], rooms: [] }, 'nosuch', '/screen'), 'open /screen')
})
