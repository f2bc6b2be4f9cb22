// The map in words: calls for help first, then the areas with open cases, the worst first.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { linesOf } from '../../../assets/wall/map_list.mjs'

const children = ['a', 'b', 'c'].map((code) => ({ code, name: code.toUpperCase() }))
const call = { id: 's', sos: true, calling: true, state: 'new', item: '', place: [['X']], filed: 0 }

test('a list tells what the map shows', () => {
  const tiles = { a: { open: 3 }, b: { open: 1, overdue: 1 }, c: { open: 0 } }
  const lines = linesOf({ children }, { cases: [call, { ...call, id: 't', calling: false }], tiles }, 0)
  assert.equal(lines.length, 3)
  assert.match(lines[0], /item_sos/)
  assert.match(lines[1], /^B.*overdue 1, open 1$/)
  assert.match(lines[2], /^A.*open 3$/)
})
