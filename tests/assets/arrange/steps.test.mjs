// The steps of a programme: moved about, and what a draft changes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOf, difference, minutesOf, moved } from '../../../assets/arrange/steps.mjs'

const step = (scene, seconds = 30) => ({ scene, seconds, first: 0, last: 0, measure: '', stay: 0 })
const marks = (before, after) =>
  difference(before, after).map(({ mark, step: { scene } }) => `${mark} ${scene}`)
const [a, b, c] = ['a', 'b', 'c'].map((scene) => step(scene))

test('a step goes where another stood, and never beyond the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a'])
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  const all = ['a', 'b']
  for (const [from, to] of [
    [0, -1],
    [1, 2],
    [5, 0],
    [1, 1],
  ])
    assert.equal(moved(all, from, to), all)
})

test('a draft that changes nothing says so', () => {
  assert.deepEqual(marks([a, b], [a, b]), ['same a', 'same b'])
})

test('what is new, changed and gone is said where it stands', () => {
  assert.deepEqual(marks([a, b, c], [a, step('b', 9), step('d')]), ['same a', 'changed b', 'new d', 'gone c'])
  assert.deepEqual(marks([a, b, c], [a, c]), ['same a', 'gone b', 'same c'])
  assert.equal(difference([b], [step('b', 9)])[0].was.seconds, 30)
})

test('what only stands elsewhere was moved', () => {
  assert.deepEqual(marks([a, b, c], [c, a, b]), ['moved c', 'same a', 'same b'])
})

test('the same scene twice is two steps', () => {
  assert.deepEqual(marks([a], [a, step('a', 9)]), ['same a', 'new a'])
  assert.deepEqual(marks([a, step('a', 9)], [a]), ['same a', 'gone a'])
})

test('every step of both is told once', () => {
  const all = 'abcabdca'.split('').map((scene, at) => step(scene, at % 3))
  for (let cut = 0; cut < all.length; cut++) {
    const [before, after] = [all.slice(cut), [...all.slice(0, cut + 1)].reverse()]
    const told = difference(before, after)
    const [mine, theirs] = [
      told.filter(({ mark }) => mark !== 'gone'),
      told.filter(({ mark }) => mark !== 'new'),
    ]
    assert.deepEqual(
      mine.map(({ step: each }) => each),
      after,
    )
    assert.equal(theirs.length, before.length)
  }
})

test('an hour is the same there and back', () => {
  for (const minutes of [0, 9, 60, 719, 1439, 1440]) assert.equal(minutesOf(clockOf(minutes)), minutes)
  assert.equal(minutesOf('noon'), null)
})
