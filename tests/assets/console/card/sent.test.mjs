// Whom the card offers to call beside the nearest: who was sent, people from elsewhere too.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sentHere } from '../../../../assets/console/card/sent.mjs'
import { mayCall } from '../../../../assets/console/card/calling.mjs'
import { page } from '../../../../assets/console/case/page.mjs'

const sent = (/** @type {object} */ more) => /** @type {any} */ ({ id: 'c.1', department: null, ...more })
const record = (/** @type {object} */ more) =>
  /** @type {any} */ ({ state: 'dispatched', assignment: null, inspection: null, ...more })
const near = /** @type {any} */ ({ responders: [{ inspector: 'ann' }] })
const ids = (/** @type {any} */ one, /** @type {any} */ detail = near) =>
  sentHere(one, detail).map(({ id }) => id)

test('who was sent from elsewhere, or is not among the nearest, may be called; a department and who has a handset not', () => {
  assert.deepEqual(ids(record({ assignment: sent({ inspector: null }) })), ['c.1'])
  assert.deepEqual(ids(record({ assignment: sent({ inspector: 'bob' }) })), ['c.1'])
  assert.deepEqual(ids(record({ assignment: sent({ inspector: 'ann' }) })), [])
  assert.deepEqual(ids(record({ assignment: sent({ inspector: 'ann' }), state: 'fed_back' })), ['c.1'])
  assert.deepEqual(ids(record({ assignment: sent({ department: 'd', inspector: null }) })), [])
  assert.deepEqual(ids(record({ inspection: sent({ id: 'c.2', inspector: null }) }), null), ['c.2'])
  assert.deepEqual(ids(record({ assignment: sent({ inspector: null }), state: 'closed' })), [])
})

test('a leader who signed in is offered no number', () => {
  Object.assign(page, { viewer: { id: 'x', role: 'leader' } })
  assert.equal(mayCall(), true)
  Object.assign(page, { account: { name: 'x', acts_as: '', places: [] } })
  assert.equal(mayCall(), false)
  Object.assign(page, { viewer: { id: 'x', role: 'head' } })
  assert.equal(mayCall(), true)
})
