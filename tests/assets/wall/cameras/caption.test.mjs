// What stands in a panel's caption: the reason, and as much of the name as there is room for.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { labelFor, labelsOf, reasonOf } from '../../../../assets/wall/cameras/caption.mjs'
import { page } from '../../../../assets/core/page.mjs'

Object.assign(page.words, { scale_m: '{n} m', camera_pinned: 'pinned', camera_age_now: '<2 s' })
const place = [
  ['横沥镇', 'Hengli'],
  ['柏贝社区', 'Baibei'],
]
const camera = { name: '柏贝社区停车场', name_en: 'Baibei car park', place }
const wide = (text) => text.length * 10

test('a camera is here for its distance, else for being pinned, else for its place', () => {
  assert.equal(reasonOf(camera, 119.6, true), '120 m')
  assert.equal(reasonOf(camera, undefined, true), 'pinned')
  assert.equal(reasonOf(camera, undefined, false), '横沥')
  assert.equal(reasonOf({ place: [] }, undefined, false), '')
})

test('a name that begins with its place can be said in short', () => {
  assert.deepEqual(labelsOf(camera, '横沥'), ['柏贝社区停车场', '柏贝停车场', '停车场'])
  assert.deepEqual(labelsOf({ ...camera, name: '北门' }, '横沥'), ['北门'])
})

test('a place that the reason says already is not said again, unless it is the whole name', () => {
  assert.deepEqual(labelsOf({ ...camera, place: place.slice(1) }, '柏贝'), ['停车场'])
  assert.deepEqual(labelsOf({ ...camera, name: '柏贝社区', place: place.slice(1) }, '柏贝'), ['柏贝社区'])
})

test('the longest label that fits is taken; when none fits the shortest', () => {
  assert.equal(labelFor(camera, '横沥', 400, 18, wide), '柏贝社区停车场')
  assert.equal(labelFor(camera, '横沥', 160, 18, wide), '柏贝停车场')
  assert.equal(labelFor(camera, '横沥', 20, 18, wide), '停车场')
})

test('an English name keeps its words apart', () => {
  page.lang = 'en'
  assert.deepEqual(labelsOf(camera, 'Hengli'), ['Baibei car park', 'car park'])
  page.lang = 'zh'
})
