// The phone's outbox: what was pressed goes out until it is heard, once, and calls for help go first.

import assert from 'node:assert/strict'
import test from 'node:test'

import { createOutbox } from '../../../assets/field/outbox.mjs'
import { createSender } from '../../../assets/field/sender.mjs'
import { createWords, inLanguage, placed, span } from '../../../assets/field/words.mjs'

const event = (request, more = {}) => ({
  request,
  kind: 'event',
  case: 'c/1',
  pressed: Number(request.replace(/\D/g, '')),
  photos: [],
  body: { do: 'accept', dispatch: 'd' },
  ...more,
})

// answers in order; the last one again and again
function door(...answers) {
  const asked = []
  return {
    asked,
    async ask(address, { body }) {
      asked.push({ address, body: typeof body === 'string' ? JSON.parse(body) : body })
      return answers.length > 1 ? answers.shift() : answers[0]
    },
  }
}

async function sending(wire) {
  const outbox = await createOutbox('x')
  const told = []
  const sender = createSender(wire, outbox, {
    told: (item, outcome) => told.push([item.request, outcome]),
    changed() {},
  })
  return { outbox, sender, told }
}

const OK = { status: 200, told: { ok: true }, wait: 0 }
const AWAY = { status: 0, told: {}, wait: 0 }

test('without a database memory keeps, and says that it is only memory', async () => {
  const outbox = await createOutbox('x')
  await outbox.put(event('r1'))
  assert.equal(outbox.durable, false)
  assert.deepEqual(
    outbox.all().map((item) => item.request),
    ['r1'],
  )
})

test('what was heard leaves the outbox and is told', async () => {
  const wire = door(OK)
  const { outbox, sender, told } = await sending(wire)
  await sender.add(event('r1'))
  assert.deepEqual(outbox.all(), [])
  assert.deepEqual(told, [['r1', { heard: { ok: true } }]])
  assert.deepEqual(wire.asked, [
    { address: '/api/cases/c%2F1/events', body: { do: 'accept', dispatch: 'd', request: 'r1' } },
  ])
})

test('what is not heard stays, is tried again with the same id, and keeps its order', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const wire = door(AWAY, AWAY, { status: 503, told: {}, wait: 0 }, OK)
  const { outbox, sender } = await sending(wire)
  await sender.add(event('r1'))
  await sender.add(event('r2'))
  assert.equal(sender.away, true)
  for (let step = 0; step < 20 && outbox.all().length; step++) {
    t.mock.timers.tick(15_000)
    await new Promise(setImmediate)
  }
  assert.deepEqual(
    wire.asked.map(({ body }) => body.request),
    ['r1', 'r1', 'r1', 'r1', 'r2'],
  )
  assert.equal(sender.away, false)
})

test('who asks too often waits as long as the server says', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const wire = door({ status: 429, told: {}, wait: 30 }, OK)
  const { outbox, sender } = await sending(wire)
  await sender.add(event('r1'))
  assert.equal(sender.away, false)
  t.mock.timers.tick(29_999)
  await new Promise(setImmediate)
  assert.equal(wire.asked.length, 1)
  t.mock.timers.tick(1)
  await new Promise(setImmediate)
  assert.deepEqual(outbox.all(), [])
})

test('who was overtaken by others asks again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { outbox, sender, told } = await sending(
    door({ status: 409, told: { code: 'conflict' }, wait: 0 }, OK),
  )
  await sender.add(event('r1'))
  assert.deepEqual([told, sender.away], [[], false])
  t.mock.timers.tick(1000)
  await new Promise(setImmediate)
  assert.deepEqual([told.length, outbox.all()], [1, []])
})

test('a refusal is told and does not hold up what comes behind it', async () => {
  const no = { status: 409, told: { code: 'no_dispatch' }, wait: 0 }
  const { outbox, sender, told } = await sending(door(no, OK))
  await sender.add(event('r1'))
  await sender.add(event('r2'))
  assert.deepEqual(told, [
    ['r1', { refused: no }],
    ['r2', { heard: { ok: true } }],
  ])
  assert.deepEqual(outbox.all(), [])
})

test('a call for help waits for nothing, not for a photo on its way', async () => {
  const outbox = await createOutbox('x')
  const asked = []
  let arrive
  const wire = {
    ask(address) {
      asked.push(address)
      return address === '/api/photos' ? new Promise((resolve) => (arrive = resolve)) : Promise.resolve(OK)
    },
  }
  const told = []
  const sender = createSender(wire, outbox, { told: (item) => told.push(item.request), changed() {} })
  const sent = sender.add(event('r1', { photos: [{ blob: {}, hash: null }] }))
  await sender.add({ request: 'r9', kind: 'call', pressed: 9, photos: [], body: {} })
  assert.deepEqual([asked, told], [['/api/photos', '/api/field/sos'], ['r9']])
  arrive({ status: 201, told: { photo: 'abc' }, wait: 0 })
  await sent
  assert.deepEqual(told, ['r9', 'r1'])
})

test('a photo travels once, and what names it after it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const blob = { type: 'image/jpeg' }
  const wire = door({ status: 201, told: { photo: 'abc' }, wait: 0 }, AWAY, OK)
  const { outbox, sender } = await sending(wire)
  await sender.add(event('r1', { photos: [{ blob, hash: null }] }))
  t.mock.timers.tick(15_000)
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  assert.deepEqual(
    wire.asked.map(({ address }) => address),
    ['/api/photos', '/api/cases/c%2F1/events', '/api/cases/c%2F1/events'],
  )
  assert.deepEqual(wire.asked[2].body.photos, ['abc'])
  assert.deepEqual(outbox.all(), [])
})

test('spans, names and places are said as people say them', () => {
  const word = createWords({
    seconds: '{seconds} s',
    minutes: '{minutes} min',
    hours_minutes: '{hours} h {minutes}',
    days_hours: '{days} d {hours}',
    no_place: '?',
  })
  const said = [0, 59_999, 60_000, 3_600_000, 47 * 3_600_000, 49 * 3_600_000, -5].map((ms) => span(ms, word))
  assert.deepEqual(said, ['0 s', '59 s', '1 min', '1 h 0', '47 h 0', '2 d 1', '0 s'])
  assert.equal(inLanguage(['坑', null], 'en'), '坑')
  assert.equal(
    placed(
      {
        place: [
          ['横沥镇', 'Hengli'],
          ['一村', null],
        ],
        address: 'x',
      },
      'zh',
      word,
    ),
    '横沥镇一村 x',
  )
  assert.equal(placed({ place: [], address: null }, 'en', word), '?')
})
