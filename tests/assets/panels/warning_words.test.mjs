// What the line of warnings says: which stand, how grave, where, from when and until when.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { page } from '../../../assets/core/page.mjs'
import { areaWords, gradeWords, numeral, standing, timeWords } from '../../../assets/panels/warning_words.mjs'

Object.assign(page, { lang: 'en', timezone: 'Asia/Shanghai' })
Object.assign(page.words, {
  warned_grade_3: 'Severe warning',
  warned_exercise: 'EXERCISE · {grade}',
  warned_between: ', ',
  warned_areas_more: '{names}, {n} areas in all',
  warned_until: 'until {until}',
  warned_from: 'from {from} until {until}',
})

const AT = Date.UTC(2026, 2, 10, 2)
const HOUR = 3_600_000
const AREAS = ['A', 'B', 'C', 'D'].map((name) => [`区${name}`, name])
const RAIN = { grade: 3, exercise: false, areas: AREAS.slice(0, 2), more: 0, onset: null, until: AT + HOUR }

test('what has run out stands no more, also when nobody says so', () => {
  const told = { area: '1', warnings: [RAIN, { ...RAIN, until: AT }], more: 0 }
  assert.deepEqual(standing(told, AT), [RAIN])
  assert.deepEqual(standing(told, AT + HOUR), [])
})

test('how grave it is, is told in words, and of an exercise first that it is one', () => {
  assert.equal(gradeWords(RAIN), 'Severe warning')
  assert.equal(gradeWords({ ...RAIN, exercise: true }), 'EXERCISE · Severe warning')
  assert.deepEqual(
    [4, 3, 2, 1, 0, 9].map((grade) => numeral({ grade })),
    ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', '?', '?'],
  )
})

test('areas are named as long as they are few, then counted', () => {
  assert.equal(areaWords(RAIN), 'A and B')
  assert.equal(areaWords({ ...RAIN, areas: AREAS }), 'A, B, C, 4 areas in all')
  assert.equal(areaWords({ ...RAIN, areas: AREAS, more: 7 }, 4), 'A, B, C, D, 11 areas in all')
  page.lang = 'zh'
  assert.equal(areaWords(RAIN), '区A和区B')
  page.lang = 'en'
})

test('when it begins is said as long as it has not', () => {
  assert.equal(timeWords(RAIN, AT), 'until 11:00')
  assert.equal(timeWords({ ...RAIN, onset: AT - 1 }, AT), 'until 11:00')
  assert.equal(timeWords({ ...RAIN, onset: AT + HOUR / 2 }, AT), 'from 10:30 until 11:00')
})
