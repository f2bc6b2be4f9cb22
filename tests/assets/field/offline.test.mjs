// How long a phone shows what it last heard: to the link's end, and a set time without an answer, whatever its clock does.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import vm from 'node:vm'

import { createLimit } from '../../../assets/field/clock.mjs'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 11, 1, 4)
const PAGE = 'https://wall.example/field/f-x'

test('what was heard may be shown for so long, anew from each answer, and no longer than the link is good', () => {
  let wall = NOON
  const limit = createLimit({ until: NOON + 20 * HOUR, offline_ms: 12 * HOUR }, null, () => wall)
  wall += 12 * HOUR
  assert.equal(limit.over(wall), false)
  assert.equal(limit.over(wall + 8 * HOUR), true) // the server's clock is at the link's end
  wall += 1
  assert.equal(limit.over(wall), true)
  limit.hear()
  assert.equal(limit.over(wall), false)
})

test('a kept page counts from when it was heard, and a clock put back lets nothing live on', () => {
  let wall = NOON
  const limit = createLimit({ until: 0, offline_ms: 12 * HOUR }, NOON - 13 * HOUR, () => wall)
  assert.equal(limit.over(wall), true)
  limit.hear(NOON)
  wall -= HOUR
  assert.equal(limit.over(wall), true)
})

// the worker as a browser runs it, beside one cache in memory
function worker(heads, work) {
  const held = new Map([[`/kept?lang=zh`, () => new Response('<html lang="zh">', { headers: heads })]])
  if (work) held.set('/kept-work', () => Response.json(work))
  const seen = { forgotten: 0, on: {} }
  const there = { match: async (key) => held.get(String(key))?.() }
  const context = {
    ...{ URL, Response, Headers, Request, Promise, Date, Number, String, setTimeout, console },
    caches: { open: async () => there, delete: async () => (seen.forgotten += 1) },
    registration: { scope: PAGE, unregister: async () => true },
    location: new URL('https://wall.example/field/worker'),
    fetch: async () => Promise.reject(new TypeError('no connection')),
    addEventListener: (name, heard) => (seen.on[name] = heard),
  }
  vm.runInNewContext(
    readFileSync(new URL('../../../assets/field/worker.mjs', import.meta.url), 'utf8'),
    context,
  )
  return seen
}

async function opened(heads, work) {
  const { on, ...seen } = worker(heads, work)
  let answer
  const request = { url: `${PAGE}?lang=zh`, method: 'GET', mode: 'navigate' }
  on.fetch({ request, respondWith: (value) => (answer = value), waitUntil() {} })
  const response = await answer
  return { text: response.type === 'error' ? null : await response.text(), ...seen }
}

const heads = (ago, more) => ({
  'Gridwall-Link': String(Date.now() + 40 * HOUR),
  'Gridwall-Keep': String(12 * HOUR),
  'Gridwall-Kept': String(Date.now() - ago),
  ...more,
})

test('a page opens without a connection for as long as it says, counted from the last answer', async () => {
  assert.match((await opened(heads(HOUR))).text, /data-kept/)
  assert.equal((await opened(heads(13 * HOUR))).text, null)
  assert.match((await opened(heads(13 * HOUR), { heard: Date.now() - HOUR })).text, /data-kept/)
})

test('it does not open after the link, with a clock put back, nor as an earlier version kept it', async () => {
  assert.equal((await opened(heads(HOUR, { 'Gridwall-Link': String(Date.now() - 1) }))).text, null)
  assert.equal((await opened(heads(-HOUR))).text, null)
  assert.equal((await opened(heads(HOUR, { 'Gridwall-Keep': '' }))).text, null)
})
