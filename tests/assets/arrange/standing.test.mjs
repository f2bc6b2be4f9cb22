// Whoever else has changed something is named where that is known.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page } from '../../../assets/core/page.mjs'
import { changedWords } from '../../../assets/arrange/standing.mjs'
import { measured } from '../../../assets/arrange/steps.mjs'

page.lang = 'en'
Object.assign(page.words, { other_changed: 'somebody: {name}', other_changed_by: '{who}: {name}' })

test('of a programme it is said who changed it', () => {
  assert.equal(changedWords({ name: 'Day', edited_by: ['李', 'Li'] }), 'Li: Day')
  assert.equal(changedWords({ name: 'Day', edited_by: null }), 'somebody: Day')
  assert.equal(changedWords({ name: 'Rule' }), 'somebody: Rule')
})

test('a step that may be passed over stays at least as long as it would anyway', () => {
  assert.deepEqual(measured({ seconds: 30, stay: 0 }, 'sos'), { measure: 'sos', stay: 30 })
  assert.deepEqual(measured({ seconds: 30, stay: 90 }, 'open'), { measure: 'open', stay: 90 })
  assert.deepEqual(measured({ seconds: 30, stay: 90 }, ''), { measure: '', stay: 0 })
})
