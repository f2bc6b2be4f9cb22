// What the form of a screen's settings tells the server.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingsOf } from '../../../assets/director/settings_form.mjs'

test('names stay text, places and sizes are numbers', () => {
  const told = new FormData()
  const filled = { name: '12', room: '3', area: '441900', clearance: 'heads' }
  for (const [name, value] of Object.entries(filled)) told.set(name, value)
  for (const [name, value] of Object.entries({ row: '2', column: '3', distance: '4.5', panel: '55' }))
    told.set(name, value)
  assert.deepEqual(settingsOf(told), { ...filled, row: 2, column: 3, distance: 4.5, panel: 55 })
})
