// Why nobody stands among the people near a case.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { page } from '../../../../assets/console/case/page.mjs'
import { busyWith, whyNobody } from '../../../../assets/console/card/near.mjs'

page.viewer = { id: 'li', role: 'officer', names: true }
const nobody = { responders: [] }
const lost = { id: 'C-1', state: 'new', lat: null, lon: null }
const placed = { ...lost, lat: 23.05, lon: 113.76 }

test('what is said of nobody near follows the case’s place', () => {
  assert.equal(whyNobody(lost, nobody), 'near_no_place')
  assert.equal(whyNobody(placed, nobody), 'near_nobody')
})

test('nobody is looked for once somebody has fed back, nor told missing before the server has answered', () => {
  assert.equal(whyNobody({ ...placed, state: 'fed_back' }, nobody), null)
  assert.equal(whyNobody(placed, null), 'details_loading')
  assert.equal(whyNobody(placed, { responders: [{ inspector: 'N-1' }] }), '')
})

test('who is told no ids sends nobody, and is not told that nobody is near', () => {
  page.viewer = { ...page.viewer, names: false }
  assert.equal(whyNobody(placed, nobody), null)
})

test('who is busy is said to be with something, a call for help too; what lies elsewhere only counts', () => {
  assert.deepEqual([busyWith(1, 'sos'), busyWith(1, 'never heard of')], ['near_busy', 'near_busy'])
  assert.deepEqual([busyWith(2, 'sos'), busyWith(1, null)], ['near_busy_more', 'near_load'])
})
