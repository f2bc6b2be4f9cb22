import assert from 'node:assert/strict'
import test from 'node:test'
import { ordered } from '../../../assets/panels/list_order.mjs'

const ids = (/** @type {any[]} */ rows) => rows.map(({ id }) => id).join('')
const text = (/** @type {any} */ row) => row.place ?? ''

test('what ends first comes first, and what has no deadline last', () => {
  const rows = [
    { id: 'a', due: null },
    { id: 'b', due: 20 },
    { id: 'c', due: 10 },
  ]
  assert.equal(ids(ordered(rows, 'due', false, text, 'zh')), 'cba')
  assert.equal(ids(ordered(rows, 'due', true, text, 'zh')), 'abc')
})

test('words are ordered as their language orders them, numbers in them as numbers', () => {
  const rows = [
    { id: 'a', place: '网格 10' },
    { id: 'b', place: '网格 9' },
    { id: 'c', place: '虎门' },
  ]
  assert.equal(ids(ordered(rows, 'place', false, text, 'zh')), 'cba')
  const english = [
    { id: 'a', place: 'Humen' },
    { id: 'b', place: 'chang’an' },
  ]
  assert.equal(ids(ordered(english, 'place', false, text, 'en')), 'ba')
})

test('what is equal keeps its order, and what was handed in stays as it was', () => {
  const rows = [
    { id: 'a', open: 1 },
    { id: 'b', open: 1 },
    { id: 'c', open: 0 },
  ]
  assert.equal(ids(ordered(rows, 'open', true, text, 'en')), 'abc')
  assert.equal(ids(rows), 'abc')
})

test('a grid that nobody has been in is the longest without a visit', () => {
  const rows = [
    { id: 'a', last: 5 },
    { id: 'b', last: null },
    { id: 'c', last: 9 },
  ]
  assert.equal(ids(ordered(rows, 'last', false, text, 'en')), 'bac')
})
