// Where cases stand on the map.

import assert from 'node:assert/strict'
import { test } from 'node:test'

;/** @type {any} */ (globalThis).window = { matchMedia: () => ({ matches: false }) }
const { Marks } = await import('../../../assets/map/case_marks.mjs')
const { spotOf } = await import('../../../assets/core/spot.mjs')

/** @param {string} id @param {object} told */
const record = (id, told) =>
  /** @type {Case} */ (/** @type {unknown} */ ({ id, state: 'new', filed: 0, due: null, ...told }))

test('a case that only names its area stands in the middle of it and is told apart', () => {
  const marks = new Marks()
  marks.show(
    [
      record('told', { lat: 23.1, lon: 113.7, about: null }),
      record('hotline', { lat: null, lon: null, about: [23.2, 113.8] }),
      record('lost', { lat: null, lon: null, about: null }),
    ],
    0,
  )
  assert.equal(marks.count, 2)
  assert.deepEqual([marks.find('told')?.vague, marks.find('hotline')?.vague], [false, true])
  assert.deepEqual([marks.find('hotline')?.lat, marks.find('hotline')?.lon], [23.2, 113.8])
})

test('a place on the equator or the meridian is one', () => {
  assert.deepEqual(spotOf({ lat: 0, lon: 0, about: [1, 1] }), [0, 0])
})
