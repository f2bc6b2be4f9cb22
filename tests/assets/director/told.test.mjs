// What the director's page says of what was shown, and of who has seen an announcement.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page } from '../../../assets/core/page.mjs'
import { endOf } from '../../../assets/director/log.mjs'
import { toWhom } from '../../../assets/director/telling.mjs'

page.lang = 'en'
Object.assign(page.words, {
  log_until: 'until {time}',
  log_ended: 'ended by {who}',
  log_over: 'ran out',
  tell_and: ', ',
  told_elsewhere: 'other screens',
})

const NOON = Date.UTC(2026, 10, 30, 4)
const line = (more) => ({ kind: 'push', at: NOON - 60_000, until: NOON + 60_000, ended_by: null, ...more })

test('what is there yet says until when, what is not how it ended', () => {
  assert.equal(endOf(line({}), NOON), 'until 12:01')
  assert.equal(endOf(line({ until: NOON }), NOON), 'ran out')
  assert.equal(endOf(line({ until: NOON, ended_by: ['王', 'Wang'] }), NOON), 'ended by Wang')
  assert.equal(endOf(line({ kind: 'level', until: null }), NOON), '')
})

test('an announcement names the screens it was sent to, in whichever room they hang', () => {
  const told = { screens: ['screen-a', 'screen-b'], roles: [], area: '' }
  assert.equal(toWhom({ ...told, to: ['East', 'West'] }), 'East, West')
  assert.equal(toWhom({ ...told, to: ['East'] }), 'East, other screens', 'no id is said')
})
