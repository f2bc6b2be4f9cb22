// What is better, what is worst, and what stands in the address of a review.

import assert from 'node:assert/strict'
import test from 'node:test'
import { kept, readView, writeView } from '../../../assets/review/address.mjs'
import { dayAfter, difference, shown, worstFirst } from '../../../assets/review/numbers.mjs'

const row = (id, on_time_rate, first_response_s = null) => ({
  id,
  counts: { filed: 1, overdue: 0 },
  rates: { on_time_rate, return_rate: on_time_rate },
  first_response_s,
})
const ids = (rows) => rows.map(({ id }) => id).join('')

test('more is better of some numbers, worse of others, and neither of what is filed', () => {
  const told = (number, now, then) => difference(now, then, number)?.told ?? null
  assert.deepEqual(
    [told('on_time_rate', 0.9, 0.8), told('return_rate', 0.9, 0.8), told('filed', 9, 8), told('filed', 8, 9)],
    ['better', 'worse', 'more', 'fewer'],
  )
  assert.deepEqual([told('first_response_s', 60, 90), told('overdue', 3, 1)], ['better', 'worse'])
  assert.equal(told('closing', null, 0.5), null)
  assert.equal(told('closing', 0.5, null), null)
})

test('what reads the same is the same, and the arrow tells the way of the number', () => {
  assert.equal(difference(0.90004, 0.9, 'closing').told, 'same')
  assert.deepEqual(
    [difference(0.1, 0.2, 'return_rate').arrow, difference(0.1, 0.2, 'return_rate').told],
    ['▼', 'better'],
  )
})

test('the worst comes first, what is not known last either way', () => {
  const rows = [row('a', 0.9, 10), row('b', null), row('c', 0.2, 90)]
  assert.equal(ids(worstFirst(rows, 'on_time_rate', false)), 'cab')
  assert.equal(ids(worstFirst(rows, 'on_time_rate', true)), 'acb')
  assert.equal(ids(worstFirst(rows, 'return_rate', false)), 'acb')
  assert.equal(ids(worstFirst(rows, 'first_response_s', false)), 'cab')
  assert.equal(shown(null, 'closing'), '—')
})

test('an address tells what is looked at, and leads to other days with the same table and no list', () => {
  const search =
    '?from=2026-03-01&to=2026-03-02&by=items&sort=-closing&of=hole&number=due&against=before&case=c-1'
  const view = readView(search)
  assert.equal(writeView('?from=2026-03-01&to=2026-03-02', view), search)
  assert.equal(
    kept('?from=2026-02-01&to=2026-02-02', view),
    '?from=2026-02-01&to=2026-02-02&by=items&sort=-closing',
  )
  const odd = readView('?by=people&sort=speed&against=never')
  assert.deepEqual([odd.by, odd.sort, odd.number, odd.against], ['areas', 'on_time_rate', '', ''])
  assert.equal(writeView('', odd), '?')
})

test('days go over the ends of months and years', () => {
  assert.deepEqual([dayAfter('2026-12-31', 1), dayAfter('2028-03-01', -1)], ['2027-01-01', '2028-02-29'])
})
