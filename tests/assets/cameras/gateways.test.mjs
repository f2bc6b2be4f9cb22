// When a picture counts as frozen, and how hls.js gets through the link what it asks for.

import assert from 'node:assert/strict'
import test from 'node:test'

import { createRequests, loaderFor } from '../../../assets/cameras/hls_loader.mjs'
import { COLUMNS, ROWS, createFreeze, lumaOf } from '../../../assets/cameras/freeze.mjs'
import { GOT } from '../../../assets/cameras/picture_codec.mjs'

globalThis.location = { href: 'http://wall/wall/441900' }

const grey = (value) => new Uint8Array(ROWS * COLUMNS).fill(value)

test('the same picture for thirty seconds and three looks is frozen', () => {
  const freeze = createFreeze()
  assert.equal(freeze.sample(grey(9), 0), false)
  assert.equal(freeze.sample(grey(9), 29_999), false)
  assert.equal(freeze.sample(grey(9), 30_000), true)
})

test('two looks are not enough, however far apart', () => {
  const freeze = createFreeze()
  freeze.sample(grey(9), 0)
  assert.equal(freeze.sample(grey(9), 100_000), false)
})

test('the noise of one pixel begins the time anew', () => {
  const freeze = createFreeze()
  for (const at of [0, 5000, 10_000]) freeze.sample(grey(9), at)
  const noisy = grey(9)
  noisy[300] += 1
  assert.equal(freeze.sample(noisy, 30_000), false)
  assert.equal(freeze.sample(noisy, 45_000), false)
  assert.equal(freeze.sample(noisy, 60_000), true)
})

test('that pictures move is known from the first one that differs', () => {
  const freeze = createFreeze()
  freeze.sample(grey(9), 0)
  freeze.sample(grey(9), 5000)
  assert.equal(freeze.moved(), false)
  freeze.sample(grey(8), 10_000)
  assert.equal(freeze.moved(), true)
})

test('a picture of another size is refused', () => {
  assert.throws(() => createFreeze().sample(new Uint8Array(10), 0), /576 bytes wanted, got 10/)
})

test('luma is what the eye sees of red, green and blue', () => {
  const pixels = [255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255]
  assert.deepEqual([...lumaOf(Uint8ClampedArray.from(pixels))], [255, 0, 150])
})

/** One loader that asks; → what was sent, what came, and the way in for answers. */
function asking(context) {
  const sent = []
  const came = []
  const requests = createRequests((message) => sent.push(message))
  const loader = new (loaderFor(requests))()
  const say = (name) => (first) => came.push([name, first])
  const callbacks = {
    onSuccess: say('success'),
    onError: say('error'),
    onTimeout: say('timeout'),
    onAbort: say('abort'),
  }
  loader.load(context, { loadPolicy: { maxLoadTimeMs: 20 } }, callbacks)
  return { sent, came, loader, requests }
}

const segment = { url: 'http://wall/cameras/hls/7?_HLS_msn=3', responseType: 'arraybuffer' }
const got = (request, status) => ({ got: { panel: 1, request, status, type: '' } })

test('a segment is asked for by its number alone, and its bytes handed on as a buffer of their own', () => {
  const { sent, came, requests } = asking(segment)
  assert.deepEqual(sent, [{ get: { request: 1, path: '7?_HLS_msn=3' } }])
  requests.take(got(1, 200))
  requests.take({
    type: GOT,
    panel: 1,
    number: 1,
    bytes: new Uint8Array(new Uint8Array([0, 1, 2, 3]).buffer, 2),
  })
  assert.equal(came[0][0], 'success')
  assert.deepEqual([...new Uint8Array(came[0][1].data)], [2, 3])
})

test('a part of a file is asked for with its first and last byte', () => {
  const { sent } = asking({ ...segment, url: 'http://wall/cameras/hls/7', rangeStart: 100, rangeEnd: 200 })
  assert.equal(sent[0].get.path, '7#100-199')
})

test('a playlist comes as text', () => {
  const { came, requests } = asking({ ...segment, responseType: 'text' })
  requests.take(got(1, 200))
  requests.take({ type: GOT, panel: 1, number: 1, bytes: new TextEncoder().encode('#EXTM3U') })
  assert.equal(came[0][1].data, '#EXTM3U')
})

test('a refusal is told at once, with its status', () => {
  const { came, requests } = asking(segment)
  requests.take(got(1, 401))
  requests.take({ type: GOT, panel: 1, number: 1, bytes: new Uint8Array() })
  assert.deepEqual(came, [['error', { code: 401, text: '' }]])
})

test('an answer to somebody else, or to nobody, changes nothing', () => {
  const { came, requests, loader } = asking(segment)
  requests.take(got(2, 200))
  requests.take({ type: GOT, panel: 1, number: 2, bytes: new Uint8Array(1) })
  requests.take({ media: { kind: 'hls' } })
  loader.abort()
  requests.take(got(1, 500))
  assert.deepEqual(
    came.map(([name]) => name),
    ['abort'],
  )
})

test('what does not come in time is late', async () => {
  const { came } = asking(segment)
  await new Promise((done) => setTimeout(done, 60))
  assert.deepEqual(
    came.map(([name]) => name),
    ['timeout'],
  )
})
