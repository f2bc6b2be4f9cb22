// A newer server wants a newer page: once, within a minute, and only when the server answers.
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'

import { reloadWhenForbidden } from '../../../assets/core/allowed.mjs'
import { reloadOnce } from '../../../assets/core/reload.mjs'

function stand(answers) {
  const kept = new Map()
  const told = { reloads: 0, asked: 0 }
  globalThis.sessionStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  }
  globalThis.fetch = async () => ({ ok: answers[told.asked++] ?? true })
  globalThis.location = { reload: () => told.reloads++ }
  return told
}

async function pass(ms) {
  mock.timers.tick(ms)
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

test('many greetings of a newer server are one reload, after it has answered', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const told = stand([false, true])
  for (let i = 0; i < 3; i++) reloadOnce('b2')
  assert.equal(told.reloads, 0)
  await pass(60_000)
  assert.deepEqual(told, { reloads: 0, asked: 1 })
  await pass(5000)
  assert.deepEqual(told, { reloads: 1, asked: 2 })
  reloadOnce('b2')
  await pass(60_000)
  assert.equal(told.reloads, 1)
  mock.timers.reset()
})

test('a page that may not connect to where a process is now is loaded anew, once', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const told = stand([true])
  /** @type {any} */
  let forbidden
  globalThis.addEventListener = (_, heard) => (forbidden = heard)
  reloadWhenForbidden()
  forbidden({ effectiveDirective: 'img-src', blockedURI: 'ws://wall:9' })
  await pass(60_000)
  assert.equal(told.reloads, 0)
  for (let i = 0; i < 2; i++) forbidden({ effectiveDirective: 'connect-src', blockedURI: 'ws://wall:9' })
  await pass(60_000)
  assert.equal(told.reloads, 1)
  mock.timers.reset()
})
