// When a card names who is on call: where it presses, or nobody near can go.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { presses } from '../../../../assets/console/card/on_call.mjs'

const calm = { state: 'new', sos: false, urgent: false, rung: 0 }
const told = { case: { escalated_at: null }, responders: [{ inspector: 'ann' }] }
const shown = (/** @type {object} */ record, /** @type {object} */ detail = {}) =>
  presses(/** @type {any} */ ({ ...calm, ...record }), /** @type {any} */ ({ ...told, ...detail }))

test('who is on call is named where it presses, where it was escalated, and where nobody near can go', () => {
  assert.equal(shown({}), false)
  for (const more of [{ sos: true }, { urgent: true }, { rung: 1 }]) assert.equal(shown(more), true)
  assert.equal(shown({}, { case: { escalated_at: 1 } }), true)
  assert.equal(shown({}, { responders: [] }), true)
  assert.equal(shown({ state: 'fed_back' }, { responders: [] }), false, 'nobody is to be sent')
})
