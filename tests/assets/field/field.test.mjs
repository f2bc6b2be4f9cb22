// The phone's outbox: what was pressed goes out until it is heard, once, and calls for help go first.

import assert from 'node:assert/strict'
import test from 'node:test'

import { toHear } from '../../../assets/field/alert.mjs'
import { News, createParser } from '../../../assets/field/news.mjs'
import { createOutbox } from '../../../assets/field/outbox.mjs'
import { createSender } from '../../../assets/field/sender.mjs'
import { dueOf } from '../../../assets/field/due.mjs'
import { createWords, inLanguage, moment, placed, span } from '../../../assets/field/words.mjs'

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

const NOON = Date.UTC(2026, 11, 1, 4) // in Shanghai
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

test('nights count in limits of day and night alone: of office hours the end is told', () => {
  const task = { step: 'accepted', due: NOON, paused: false, continuous: false }
  assert.deepEqual(dueOf(task, NOON - 1), { key: 'due_at', at: NOON })
  assert.deepEqual(dueOf(task, NOON + 1), { key: 'due_was', at: NOON })
  assert.deepEqual(dueOf({ ...task, continuous: true }, NOON - 60_000), { key: 'due_in', ms: 60_000 })
  assert.deepEqual(dueOf({ ...task, continuous: true }, NOON + 60_000), { key: 'due_late', ms: 60_000 })
  const others = [{ paused: true }, { due: null }, { step: 'done' }].map((one) =>
    dueOf({ ...task, ...one }, 0),
  )
  assert.deepEqual(others, [{ key: 'paused' }, { key: 'no_limit' }, { key: '' }])
})

test('a moment is said in the city’s zone, with its day unless it is today', () => {
  const facts = { lang: 'en', timezone: 'Asia/Shanghai' }
  assert.equal(moment(NOON, NOON - 60_000, facts), '12:00')
  assert.equal(moment(NOON, NOON - 13 * 3_600_000, facts), '01/12, 12:00')
})

test('what is pushed is read as it comes, cut wherever the network cuts it, and signs of life say nothing', () => {
  const told = []
  const hear = createParser((value) => told.push(value))
  for (const piece of [': beat\n\nda', 'ta: {"now":1}\n', '\ndata: {"now":2}\n\n: be', 'at\n\n']) hear(piece)
  assert.deepEqual(told, [{ now: 1 }, { now: 2 }])
})

test('a line that breaks is begun again, later each time, and at once when the connection is back', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let begun = 0
  const wire = { listen: async () => ({ status: 0, wait: 0, begun: (begun += 1) }) }
  const news = new News(wire, '/x', { told() {}, changed() {} })
  await news.run()
  const until = async (ms) => {
    t.mock.timers.tick(ms)
    await new Promise(setImmediate)
    return begun
  }
  assert.equal(await until(400), 1)
  assert.equal(await until(1200), 2)
  assert.equal(await until(900), 2)
  await news.run(true)
  assert.equal(begun, 3)
})

test('a link that opens nothing is not asked again and again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  let begun = 0
  const wire = { listen: async () => ({ status: 401, wait: 0, begun: (begun += 1) }) }
  await new News(wire, '/x', { told() {}, changed() {} }).run()
  t.mock.timers.tick(100_000)
  await new Promise(setImmediate)
  assert.equal(begun, 1)
})

test('an urgent dispatch rings until it is answered, what is new or urged is told once', () => {
  const task = (dispatch, more = {}) => ({
    dispatch,
    step: 'waiting',
    urgent: false,
    sos: false,
    urged: 0,
    ...more,
  })
  const urgent = task('u', { urgent: true })
  const nothing = new Set()
  const heard = (tasks, answered = nothing, known = nothing, first = false) => {
    const { ringing, kind } = toHear(tasks, answered, known, first)
    return [ringing, kind]
  }
  assert.deepEqual(heard([urgent, task('a')], nothing, nothing, true), [['u 0'], null])
  assert.deepEqual(heard([urgent], new Set(['u'])), [[], null])
  assert.deepEqual(heard([{ ...urgent, step: 'accepted' }], nothing, new Set(['u 0'])), [[], null])
  assert.deepEqual(heard([task('a')]), [[], 'new'])
  assert.deepEqual(heard([task('a')], nothing, new Set(['a 0'])), [[], null])
  assert.deepEqual(heard([task('a', { urged: 1, step: 'handling' })], nothing, new Set(['a 0'])), [
    [],
    'urged',
  ])
})

test('a report goes out with its photos, waits for no answer to a dispatch, and keeps its id', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const wire = door(AWAY, { status: 201, told: { photo: 'p' }, wait: 0 }, OK)
  const { outbox, sender, told } = await sending(wire)
  const blob = { type: 'image/jpeg' }
  const report = {
    request: 'r9',
    kind: 'report',
    pressed: 9,
    photos: [{ blob, hash: null }],
    body: { item: 'hole' },
  }
  await sender.add(report)
  assert.equal(outbox.all().length, 1)
  t.mock.timers.tick(2000)
  for (let step = 0; step < 20 && outbox.all().length; step++) await new Promise(setImmediate)
  assert.deepEqual(wire.asked.at(-1), {
    address: '/api/field/reports',
    body: { item: 'hole', request: 'r9', photos: ['p'] },
  })
  assert.deepEqual(told, [['r9', { heard: { ok: true } }]])
  await outbox.keep({ request: 'r9', at: 9, item: 'hole', state: 'sent', case: 'c-1' })
  assert.deepEqual(
    outbox.reports().map(({ case: id }) => id),
    ['c-1'],
  )
})
