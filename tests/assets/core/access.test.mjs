// A page that is let in no more shows why, once it is sure of it.

import assert from 'node:assert/strict'
import test from 'node:test'

import { watchAccess } from '../../../assets/core/access.mjs'

async function reloads(...statuses) {
  const told = []
  let fail
  const socket = { on: (event, handler) => event === 'connect_error' && (fail = handler) }
  const ask = async () => {
    told.push('asked')
    const status = statuses.shift()
    if (status === undefined) throw new TypeError('nobody there')
    return status
  }
  watchAccess(socket, () => told.push('reloaded'), ask)
  for (let failure = 0; failure < 3; failure++) await fail()
  return told
}

test('only a server that refuses this page makes it open anew, and it is not asked at every failure', async () => {
  assert.deepEqual(await reloads(403), ['asked', 'reloaded'])
  assert.deepEqual(await reloads(200), ['asked'])
  assert.deepEqual(await reloads(503), ['asked'])
  assert.deepEqual(await reloads(), ['asked'])
})
