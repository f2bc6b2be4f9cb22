// Which cameras stand in which panels, for how long, and what an address says about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CORNER, readView, sameBesides, writeView } from '../../../../assets/core/camera_query.mjs'
import { NOTHING, byArea, byPlace } from '../../../../assets/wall/cameras/choice.mjs'
import { columnsOf, fit, following, neighbour } from '../../../../assets/wall/cameras/layouts.mjs'
import { withStates } from '../../../../assets/cameras/states.mjs'

const DWELL = 20_000
const HOUR = 3_600_000
const city = (names, states = {}) => [...names].map((id) => ({ id, state: states[id] ?? 'standby' }))
const choose = (before, names, more = {}) =>
  byArea(before, {
    cameras: city(names, more.states),
    size: 4,
    now: 0,
    dwell: DWELL,
    ...more,
  })
const text = (seats) => seats.map((id) => id ?? '.').join('')
const seats = (choice) => text(choice.seats)

test('the panels show the area in its order, and the next ones after the dwell time', () => {
  const first = choose(NOTHING, 'abcdefghij')
  assert.equal(seats(first), 'abcd')
  assert.equal(seats(choose(first, 'abcdefghij', { now: DWELL - 1 })), 'abcd')
  const second = choose(first, 'abcdefghij', { now: DWELL })
  assert.equal(seats(second), 'efgh')
  const third = choose(second, 'abcdefghij', { now: 2 * DWELL })
  assert.deepEqual([...third.seats].sort(), ['a', 'b', 'i', 'j'])
})

test('a camera that stays keeps its panel', () => {
  const first = choose(NOTHING, 'abcde')
  const second = choose(first, 'abcde', { now: DWELL })
  assert.equal(seats(second), 'abce', 'e takes the seat of d; a, b and c do not move')
  assert.equal(seats(choose(second, 'abcde', { now: DWELL, size: 9 })), 'abced....')
  assert.equal(seats(choose(NOTHING, 'abc')), 'abc.')
  assert.equal(seats(choose(choose(NOTHING, 'abc'), 'abc', { now: DWELL })), 'abc.')
})

test('every camera has its turn equally often over a day and a night, whatever the clock did', () => {
  const names = 'abcdefghijklmnopqrstuv'
  const turns = new Map([...names].map((id) => [id, 0]))
  let choice = NOTHING
  for (let now = 0; now < 36 * HOUR; now += DWELL) {
    choice = choose(choice, names, { now })
    for (const id of choice.seats) turns.set(id, turns.get(id) + 1)
  }
  const counts = [...turns.values()]
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1)
  const asleep = choose(choice, names, { now: 60 * HOUR })
  assert.notDeepEqual(asleep.seats, choice.seats, 'after a long sleep it turns at once')
  const back = choose(asleep, names, { now: 5 })
  assert.notDeepEqual(back.seats, asleep.seats, 'a clock set back turns too')
  assert.equal(back.turned, 5)
})

test('dead ones are passed over while living ones wait, and fill what would stay empty', () => {
  const states = { b: 'lost', d: 'refused', f: 'frozen' }
  assert.equal(seats(choose(NOTHING, 'abcdefgh', { states })), 'acef')
  assert.equal(seats(choose(NOTHING, 'abcd', { states })), 'acbd')
  assert.equal(seats(choose(NOTHING, 'bd', { states })), 'bd..')
})

test('one that dies in its panel stays until the panels turn', () => {
  const first = choose(NOTHING, 'abcdef')
  const states = { b: 'lost' }
  assert.equal(seats(choose(first, 'abcdef', { states, now: 5000 })), 'abcd')
  const next = choose(first, 'abcdef', { states, now: DWELL })
  assert.ok(!next.seats.includes('b'))
  assert.equal(next.seats.filter(Boolean).length, 4)
})

test('a pinned camera takes a panel at once, keeps it, and leaves it when it is unpinned', () => {
  let choice = choose(NOTHING, 'abcdefgh')
  choice = choose(choice, 'abcdefgh', { now: 1000, pins: ['g'] })
  assert.ok(choice.seats.includes('g'))
  const seat = choice.seats.indexOf('g')
  for (let now = DWELL; now < 10 * DWELL; now += DWELL) {
    choice = choose(choice, 'abcdefgh', { now, pins: ['g'] })
    assert.equal(choice.seats[seat], 'g')
  }
  const seen = new Set()
  for (let now = 20 * DWELL; now < 24 * DWELL; now += DWELL) {
    choice = choose(choice, 'abcdefgh', { now })
    seen.add(seats(choice))
  }
  assert.ok([...seen].some((shown) => !shown.includes('g')))
})

test('a dead camera that is pinned is shown all the same', () => {
  assert.ok(choose(NOTHING, 'abcdef', { pins: ['f'], states: { f: 'refused' } }).seats.includes('f'))
})

test('while held nothing turns, and the time begins anew afterwards', () => {
  const first = choose(NOTHING, 'abcdefgh')
  const held = choose(first, 'abcdefgh', { now: 10 * DWELL, held: true })
  assert.equal(seats(held), 'abcd')
  assert.equal(seats(choose(held, 'abcdefgh', { now: 11 * DWELL - 1 })), 'abcd')
  assert.equal(seats(choose(held, 'abcdefgh', { now: 11 * DWELL })), 'efgh')
  assert.equal(seats(choose(NOTHING, 'abcd', { held: true })), 'abcd', 'the first ones come all the same')
})

test('a camera that leaves the list frees its panel, and the turn goes on where it was', () => {
  const first = choose(NOTHING, 'abcdefgh')
  const without = choose(first, 'abcefgh', { now: 1000 })
  assert.equal(seats(without), 'abce')
  assert.deepEqual(new Set(choose(without, 'abcefgh', { now: DWELL }).seats), new Set('fgha'))
  assert.equal(seats(choose(first, '', { now: 1000 })), '....')
})

const near = (names, states = {}) =>
  city(names, states).map((camera, at) => ({ ...camera, metres: 40 * (at + 1) }))

test('around a place the nearest stands first, and when there are too many the living come before the dead', () => {
  assert.equal(text(byPlace({ cameras: near('xyz'), size: 4 })), 'xyz.')
  assert.equal(text(byPlace({ cameras: near('uvwxyz', { v: 'lost' }), size: 4 })), 'uwxy')
  assert.equal(text(byPlace({ cameras: near('uv', { u: 'lost' }), size: 2 })), 'uv')
})

test('a pinned camera stays beside those around a place, but the nearest always has a panel', () => {
  assert.equal(text(byPlace({ cameras: near('xyz'), pins: ['p'], size: 4 })), 'xyzp')
  assert.equal(text(byPlace({ cameras: near('xyz'), pins: ['p', 'q'], size: 1 })), 'x')
})

test('a grid is no larger than what there is to show', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 22].map((cameras) => fit(cameras, CORNER)),
    [1, 1, 2, 4, 4, 4, 4],
  )
  assert.deepEqual(
    [3, 5, 9, 12, 22].map((cameras) => fit(cameras, 16)),
    [4, 6, 9, 16, 16],
  )
})

test('the key goes from the corner through the large layouts that differ, and back', () => {
  const round = (cameras) => {
    const steps = [CORNER]
    do steps.push(following(steps.at(-1), cameras))
    while (steps.at(-1) !== CORNER)
    return steps
  }
  assert.deepEqual(round(22), [4, 6, 9, 16, 4])
  assert.deepEqual(round(8), [4, 6, 9, 4])
  assert.deepEqual(round(3), [4, 6, 4])
  assert.deepEqual(round(0), [4, 4])
  assert.equal(following(1, 22), 6)
})

test('a wide wall puts pictures side by side, a usual one in a square', () => {
  assert.deepEqual(
    [2, 4, 6, 9, 16].map((grid) => columnsOf(grid, 1064, 822)),
    [1, 2, 3, 3, 4],
  )
  assert.deepEqual(
    [2, 4, 6, 9, 16].map((grid) => columnsOf(grid, 4900, 900)),
    [2, 4, 5, 5, 8],
  )
})

const box = (left, top, side = 10) => ({ left, top, right: left + side, bottom: top + side })

test('arrows go to the panel that lies there, in 1 + 5 too, and stay at the edge', () => {
  const boxes = [box(0, 0, 20), box(20, 0), box(20, 10), box(0, 20), box(10, 20), box(20, 20)]
  assert.equal(neighbour(boxes, 0, [-1, 0]), 0)
  assert.ok([1, 2].includes(neighbour(boxes, 0, [1, 0])))
  assert.equal(neighbour(boxes, 1, [0, 1]), 2)
  assert.equal(neighbour(boxes, 2, [0, 1]), 5)
  assert.equal(neighbour(boxes, 5, [-1, 0]), 4)
  assert.equal(neighbour(boxes, 2, [-1, 0]), 0)
})

test('an address keeps layout, enlarged camera and pins, and leaves the rest alone', () => {
  const view = { layout: 9, one: 'c 1', pins: ['a&b', 'ü'] }
  const search = writeView('?lang=en&distance=8m', view)
  assert.deepEqual(readView(search), view)
  assert.equal(new URLSearchParams(search).get('distance'), '8m')
  assert.equal(writeView('?cameras=9&pin=x&camera=y', { layout: CORNER, one: null, pins: [] }), '')
})

test('an address that asks for a layout there is none of shows the corner', () => {
  for (const asked of ['?cameras=7', '?cameras=', '?cameras=x', ''])
    assert.equal(readView(asked).layout, CORNER)
  assert.deepEqual(readView('?pin=a&pin=a&pin=').pins, ['a'])
})

test('links that differ only in cameras are the same link', () => {
  assert.ok(sameBesides('?lang=en', '?lang=en&cameras=9&pin=a'))
  assert.ok(!sameBesides('?lang=en', '?lang=zh'))
})

test('the newer telling about a camera counts', () => {
  const rows = [{ id: 'a', state: 'standby', since: 10, detail: '' }]
  assert.equal(withStates(rows, { a: ['lost', 20, 'timeout'] })[0].state, 'lost')
  assert.equal(withStates(rows, { a: ['lost', 5, 'timeout'] })[0].state, 'standby')
  assert.equal(withStates(rows, {})[0], rows[0])
})
