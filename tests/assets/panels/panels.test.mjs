// The panels' pure parts: the truth light, ages, placing of tiles, sizes for a distance.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { age, fineAge } from '../../../assets/core/ages.mjs'
import { shiftAt } from '../../../assets/wall/burn_in.mjs'
import { fontSize, millimetres, pixelPitch, sizes } from '../../../assets/wall/distance.mjs'
import { judge, sentence } from '../../../assets/panels/status_light.mjs'
import { placeName, shortName } from '../../../assets/core/names.mjs'
import { count, percent } from '../../../assets/core/numbers.mjs'
import { columnsFor, placed, roomFor, worst } from '../../../assets/wall/tile_layout.mjs'
import { page } from '../../../assets/core/page.mjs'

Object.assign(page.words, {
  age_seconds: '{n} s',
  age_minutes: '{n} min',
  age_hours: '{n} h',
  age_days: '{n} d',
  place_join: ', ',
  place_here: 'here',
  place_unknown: 'unknown',
})
const healthy = { linkAge: 200, redisAge: 300, gatewayAge: 4000, catchingUp: false }

test('a live chain is green and says how old the page is', () => {
  assert.deepEqual(judge(healthy, 60_000), { colour: 'green', word: 'light_live', note: '', past: 300 })
})

test('a broken chain is amber after ten seconds and red after thirty, and names the link nearest the browser', () => {
  assert.deepEqual(judge({ ...healthy, gatewayAge: 12_000 }, 0), {
    colour: 'amber',
    word: 'light_gateway',
    note: 'trouble_gateway',
    past: 12_000,
  })
  assert.equal(judge({ ...healthy, redisAge: 31_000, gatewayAge: 90_000 }, 0).word, 'light_redis')
  assert.equal(judge({ ...healthy, redisAge: 8000, gatewayAge: 12_000 }, 0).word, 'light_redis')
  assert.deepEqual(judge({ ...healthy, linkAge: 31_000, redisAge: 99_000 }, 0), {
    colour: 'red',
    word: 'light_link',
    note: 'trouble_link',
    past: 31_000,
  })
})

test('a span of time in a trouble is said in words', () => {
  Object.assign(page.words, { trouble_clock_ahead: '{by_ms} ahead of {whom}' })
  assert.equal(sentence('trouble_clock_ahead', { by_ms: 480_000, whom: 'Redis' }), '8 min ahead of Redis')
})

test('a clock that is wrong, or a stream that runs ahead, hides no silent gateway', () => {
  const ahead = { code: 'stream_no_times', since: 1000, red_at: null, told: { streams: 'positions' } }
  const told = { ...healthy, trouble: 'amber', troubles: [ahead] }
  assert.deepEqual(judge(told, 0, 20_000).note, 'trouble_stream_no_times')
  const silent = judge({ ...told, gatewayAge: 12_000 }, 0, 20_000)
  assert.deepEqual([silent.colour, silent.word], ['amber', 'light_gateway'])
  assert.equal(judge({ ...told, gatewayAge: 31_000 }, 0, 20_000).colour, 'red')
  const clock = { code: 'clock_ahead', since: 1000, red_at: 1000, told: { by_ms: 480_000 } }
  assert.equal(
    judge({ ...told, trouble: 'red', troubles: [clock], gatewayAge: 12_000 }, 0, 20_000).colour,
    'red',
  )
})

test('what the server knows to be wrong comes before the silence it causes', () => {
  const full = { code: 'record_full', since: 1000, red_at: 31_000, told: {} }
  const odd = { code: 'record_odd_key', since: 500, red_at: null, told: { key: 'k' } }
  const silent = { ...healthy, gatewayAge: 25_000, trouble: 'amber', troubles: [odd, full] }
  assert.deepEqual(judge(silent, 0, 20_000), {
    colour: 'amber',
    word: 'light_trouble',
    note: 'trouble_record_full',
    told: {},
    past: 19_000,
  })
  assert.equal(judge({ ...silent, troubles: [odd] }, 0, 20_000).note, 'trouble_gateway') // no cause of a silence
  const emptied = { code: 'record_emptied', since: 100, red_at: 100, told: {} }
  const both = judge({ ...silent, troubles: [emptied, full] }, 0, 20_000) // what is wrong now, before the past
  assert.deepEqual([both.colour, both.note], ['red', 'trouble_record_full'])
  const late = judge({ ...silent, trouble: 'red' }, 0, 40_000)
  assert.deepEqual([late.colour, late.note, late.past], ['red', 'trouble_record_full', 39_000])
  assert.equal(judge({ ...silent, linkAge: 12_000 }, 0, 20_000).word, 'light_link') // as far as it was heard of
})

test('nothing is live before every link of the chain was heard once', () => {
  for (const link of ['linkAge', 'redisAge', 'gatewayAge'])
    assert.equal(judge({ ...healthy, [link]: null }, 8000).word, 'light_starting', link)
})

test('what was never heard of is as old as the page', () => {
  const silent = { linkAge: null, redisAge: null, gatewayAge: null, catchingUp: false }
  assert.equal(judge(silent, 2000).word, 'light_starting')
  assert.equal(judge(silent, 11_000).colour, 'amber')
  assert.deepEqual(judge({ ...healthy, gatewayAge: null }, 40_000), {
    colour: 'red',
    word: 'light_gateway',
    note: 'trouble_gateway',
    past: 40_000,
  })
})

test('ages are words, never minutes with a colon', () => {
  assert.deepEqual([900, 59_999, 60_000, 3_599_999, 7_200_000, 200_000_000].map(age), [
    '0 s',
    '59 s',
    '1 min',
    '59 min',
    '2 h',
    '2 d',
  ])
  assert.equal(fineAge(340), '0.3 s')
  assert.equal(age(-5000), '0 s')
})

test('an unknown number is a dash, never 0', () => {
  assert.deepEqual([5214, 0, null, undefined].map(count), ['5,214', '0', '—', '—'])
  assert.equal(percent(2874 / 3150), '91.2%')
  assert.equal(percent(0 / 0), '—')
})

const town = (code, lat, lon) => ({ code, label: [lat, lon] })

test('tiles stand in rows from north to south, in a row from west to east', () => {
  const towns = [town('a', 1, 5), town('b', 9, 7), town('c', 8, 2), town('d', 2, 1), town('e', 5, 4)]
  assert.deepEqual(
    placed(towns, 2).map(({ code }) => code),
    ['c', 'b', 'd', 'e', 'a'],
  )
})

test('tiles take the fewest rows in which nothing is cut, and fill them evenly', () => {
  assert.equal(
    columnsFor(33, 1000, 80, () => true),
    11,
  )
  assert.equal(
    columnsFor(33, 1000, 80, (columns) => columns <= 9),
    9,
  )
  assert.equal(
    columnsFor(1, 1000, 80, () => true),
    1,
  )
})

test('one name too long for any row count takes the rows there are, and no tile leaves the wall', () => {
  const never = () => false
  assert.equal(columnsFor(33, 1072, 80, never, 6), 6)
  assert.equal(
    columnsFor(33, 1072, 80, (columns) => columns <= 9, 6),
    9,
  )
  assert.equal(columnsFor(3, 1072, 80, never, 6), 1)
  assert.equal(roomFor(1072, 80, 6), 78)
})

test('the eight worst tiles: calls for help, then overdue, then open', () => {
  const towns = Array.from({ length: 10 }, (_, at) => town(`t${at}`, 0, 0))
  const values = {
    t3: { open: 1, overdue: null, sos: 1 },
    t7: { open: 0, overdue: 2, sos: 0 },
    t5: { open: 90, overdue: 0, sos: 0 },
  }
  assert.deepEqual(
    worst(towns, values)
      .slice(0, 3)
      .map(({ code }) => code),
    ['t3', 't7', 't5'],
  )
  assert.equal(worst(towns, values).length, 8)
  assert.equal(worst(towns, values, 3).length, 3)
})

test('lengths of the query become millimetres', () => {
  assert.deepEqual(
    ['8m', '55in', '120cm', '10ft', '8', 'far']
      .map(millimetres)
      .map((length) => length && Math.round(length)),
    [8000, 1397, 1200, 3048, null, null],
  )
})

test('8 m before a 55-inch 1080p panel: capitals of 59 pixels', () => {
  const pitch = pixelPitch(55 * 25.4, 1920, 1080)
  assert.ok(Math.abs(pitch - 0.634) < 0.001)
  assert.ok(Math.abs(fontSize(8000, pitch, false) * 0.714 - 59) < 1)
  assert.ok(fontSize(8000, pitch, true) >= 59 * 1.3)
})

test('three panels side by side have the pixels of one', () => {
  assert.equal(pixelPitch(1397, 5760, 1080), pixelPitch(1397, 1920, 1080))
  assert.equal(sizes(new URLSearchParams('lang=zh'), 1920, 1080, true), null)
  const { glance, read } = sizes(new URLSearchParams('distance=8m&near=4m'), 1920, 1080, false)
  assert.ok(Math.abs(glance - 2 * read) <= 1)
})

test('a name never shrinks below two characters', () => {
  const names = {
    横沥镇: '横沥',
    东城街道: '东城',
    石岗村: '石岗',
    东村: '东村',
    花园新村社区居民委员会: '花园新村',
    田头村民委员会: '田头',
    'Hengli Town': 'Hengli',
    "Huayuan Xincun Community Residents' Committee": 'Huayuan Xincun',
  }
  assert.deepEqual(Object.keys(names).map(shortName), Object.values(names))
})

test('a place is told level by level; one that nobody knows yet says so', () => {
  assert.equal(
    placeName({
      place: [
        ['横沥镇', null],
        ['网格 04', null],
      ],
    }),
    '横沥, 网格\u00a004',
  )
  const long = 'Songshan Lake High-Tech Development Zone'
  assert.equal(
    placeName({ place: [[long, null]] }),
    long,
    'what fills a line may be broken between its words',
  )
  assert.equal(placeName({ place: [], to_locate: true }), 'unknown')
  assert.equal(placeName({ place: [], to_locate: false }), 'here')
})

test('what stands still moves two pixels every ten minutes and comes back', () => {
  const places = [0, 10, 20, 30, 40].map((minutes) => shiftAt(minutes * 60_000))
  assert.deepEqual(places, [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ])
})
