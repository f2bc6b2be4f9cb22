// The camera panel's pure parts: the wire, the clock, the waits, the token's time, what a panel may claim.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { createClockOffset } from '../../../assets/cameras/clock_offset.mjs'
import { covers, passOf } from '../../../assets/cameras/pass.mjs'
import { FRESH_MS, judge, LIVE_MS } from '../../../assets/cameras/picture_state.mjs'
import { CAP_MS, createBackoff } from '../../../assets/cameras/backoff.mjs'
import { decode } from '../../../assets/cameras/picture_codec.mjs'

const golden = JSON.parse(readFileSync(new URL('../golden/pictures.json', import.meta.url), 'utf-8'))
const buffer = (hex) => Uint8Array.from(Buffer.from(hex, 'hex')).buffer
const now = 1_795_430_000_000

for (const { hex, payload, ...wanted } of golden) {
  test(`golden picture of type ${wanted.type} is read as it was written`, () => {
    const { bytes, ...header } = decode(buffer(hex))
    assert.deepEqual(header, wanted)
    assert.equal(Buffer.from(bytes).toString('hex'), payload)
  })
}

test('a broken picture says what is wrong with it', () => {
  assert.throws(() => decode(new ArrayBuffer(23)), /24 bytes wanted, got 23/)
  assert.throws(() => decode(new Uint8Array(24).fill(2).buffer), /version 1 wanted, got 2/)
})

test('the clock follows the beat that was quickest on its way', () => {
  const clock = createClockOffset()
  assert.equal(clock.at(5), null)
  for (const [sent, delay] of [
    [0, 80],
    [1000, 3],
    [2000, 400],
  ])
    clock.heard(now + sent, sent + delay)
  assert.equal(clock.at(2400), now + 2397)
})

test('a clock that was set is believed at once, and nothing is kept for ever', () => {
  const clock = createClockOffset()
  clock.heard(now, 0)
  clock.heard(now - 3_600_000 + 1000, 1000)
  assert.equal(clock.at(1000), now - 3_600_000 + 1000)
  clock.forget()
  assert.equal(clock.at(1000), null)
})

test('an old beat is forgotten after half a minute: clocks drift', () => {
  const clock = createClockOffset()
  for (let s = 0; s < 40; s++) clock.heard(now + s * 1000 - (s < 5 ? 0 : 50), s * 1000)
  assert.equal(clock.at(39_000), now + 39_000 - 50)
})

test('waits double up to three seconds, spread over their upper half, and begin anew after success', () => {
  const longest = createBackoff(() => 0.999999)
  const told = Array.from({ length: 7 }, () => Math.round(longest.next()))
  assert.deepEqual(told, [250, 500, 1000, 2000, 3000, 3000, 3000])
  const shortest = createBackoff(() => 0)
  for (let i = 0; i < 50; i++) assert.ok(shortest.next() <= CAP_MS / 2)
  shortest.worked()
  assert.equal(shortest.next(), 125)
})

test('a token is renewed at two thirds of its life, and when a camera is new', () => {
  const pass = passOf({ token: 't', lasts: 60_000 }, ['a', 'b'], 1000)
  assert.equal(pass.renewAt, 41_000)
  assert.ok(covers(pass, ['b'], 40_999))
  assert.ok(!covers(pass, ['b'], 41_000))
  assert.ok(!covers(pass, ['a', 'c'], 2000))
  assert.ok(!covers(null, [], 0))
})

const panel = (change) => ({
  told: { state: 'live', detail: '' },
  linked: true,
  refused: '',
  failed: '',
  trouble: '',
  relayed: false,
  at: now - 120,
  silence: 40,
  now,
  ...change,
})

test('a panel is live while pictures of now are painted and the process says so', () => {
  assert.deepEqual(judge(panel()), { state: 'live', detail: '', age: 120 })
})

test('the word of the process alone makes no panel live', () => {
  assert.equal(judge(panel({ at: 0, silence: Infinity })).state, 'connecting')
})

test('four seconds without a painted picture end live, whatever anybody says, and the age grows', () => {
  assert.ok(FRESH_MS < LIVE_MS && LIVE_MS <= 4000)
  const past = { at: now - LIVE_MS - 100, silence: LIVE_MS }
  assert.deepEqual(judge(panel(past)), { state: 'lost', detail: 'stalled', age: LIVE_MS + 100 })
  assert.equal(judge(panel({ ...past, now: now + 60_000 })).age, LIVE_MS + 60_100)
})

test('an old picture painted just now is not live', () => {
  assert.equal(judge(panel({ at: now - 3_600_000, silence: 10 })).state, 'lost')
})

test('what the process says is wrong stands, even while pictures are painted', () => {
  for (const state of ['frozen', 'lost', 'refused', 'connecting'])
    assert.equal(judge(panel({ told: { state, since: now, detail: 'x' } })).state, state)
})

test('a frozen picture is as old as its standing still, however lately it was sent again', () => {
  const told = { state: 'frozen', since: now - 60_000, detail: 'frozen' }
  assert.equal(judge(panel({ told })).age, 90_000, 'it stood for thirty seconds before it was called frozen')
  const seen = { relayed: true, trouble: 'frozen', troubled: now }
  assert.equal(judge(panel(seen)).age, 30_000)
})

test('a broken link is told, with the age of the picture that is left', () => {
  const gone = { linked: false, at: now - 9000, silence: 9000 }
  assert.deepEqual(judge(panel(gone)), { state: 'lost', detail: 'link', age: 9000 })
  assert.deepEqual(judge(panel({ ...gone, at: 0, told: null })), {
    state: 'connecting',
    detail: 'link',
    age: null,
  })
})

test('a viewer who may not see a camera is told so', () => {
  const never = { at: 0, silence: Infinity, told: null }
  assert.deepEqual(judge(panel({ ...never, refused: 'no_access' })), {
    state: 'refused',
    detail: 'no_access',
    age: null,
  })
})

test('a codec this page cannot play is refused in words, trouble that may pass is a loss', () => {
  const never = { at: 0, silence: Infinity }
  assert.equal(judge(panel({ ...never, failed: 'codec hvc1' })).state, 'refused')
  assert.equal(judge(panel({ ...never, trouble: 'wrong_password' })).state, 'refused')
  assert.equal(judge(panel({ ...never, trouble: 'timeout' })).state, 'lost')
})

test('pictures straight from a gateway make a panel live by themselves, a frozen one does not', () => {
  const relayed = { relayed: true, told: { state: 'standby', detail: '' }, linked: false }
  assert.equal(judge(panel(relayed)).state, 'live')
  assert.equal(judge(panel({ ...relayed, trouble: 'frozen', troubled: now })).state, 'frozen')
  assert.equal(judge(panel({ ...relayed, silence: 5000 })).state, 'lost')
})
