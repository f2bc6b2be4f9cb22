// The next step of a case in words: by its state, who looks at it, and what is missing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { choices } from '../../../../assets/console/case/choices.mjs'
import { nextStep } from '../../../../assets/console/case/next_step.mjs'
import { COMMANDS, STATES } from '../../../../assets/core/contract.mjs'

const NOW = 1_800_000_000_000
const ME = 'seat-2'
const OFFICER = { me: ME, role: 'officer', levels: ['city', 'town'], now: NOW }
const TABLE = readFileSync(new URL('../../../../layouts/console/words.toml', import.meta.url), 'utf8')

function row(change = {}) {
  const common = {
    id: 'a',
    revision: 1,
    state: 'new',
    item: '0103',
    level: 'town',
    place: [],
    sos: false,
    urgent: false,
  }
  const rest = {
    owner: ME,
    assignment: null,
    inspection: null,
    order: null,
    reply_by: null,
    evidence: null,
    paused: null,
    asked: null,
    to_locate: false,
    to_sort: false,
    due: NOW,
    limit: '6 urgent_hours',
  }
  return { ...common, calling: Boolean(change.sos), acknowledged: null, ...rest, ...change }
}

const sent = (change = {}) => ({
  id: 'd',
  inspector: 'H-1',
  department: null,
  at: NOW,
  accepted_at: null,
  arrived_at: null,
  handling_at: null,
  unanswered_at: null,
  ...change,
})
const step = (change, who = OFFICER, detail = null) => nextStep(row(change), who, detail)
const key = (...told) => step(...told).key

test('an ordinary case leads from accepting to closing', () => {
  assert.equal(key({ owner: null }), 'claim')
  assert.equal(key({ to_locate: true, to_sort: true }), 'locate')
  assert.equal(key({ to_sort: true }), 'sort')
  assert.equal(key({}), 'send')
  assert.equal(key({}, OFFICER, { responders: [] }), 'depart')
  assert.equal(key({ state: 'fed_back', assignment: sent({ handling_at: NOW }) }), 'verify')
  assert.equal(key({ state: 'verified' }), 'close')
  assert.equal(key({ state: 'closed' }), 'ended')
})

test('who was sent is waited for, since they were last heard of', () => {
  const told = (change) => step({ state: 'dispatched', assignment: sent(change) })
  assert.deepEqual(told({}), { key: 'wait_accept', act: '', since: NOW, late: false })
  assert.deepEqual(told({ accepted_at: NOW + 1 }).since, NOW + 1)
  assert.equal(told({ accepted_at: NOW + 1 }).key, 'wait_arrive')
  assert.deepEqual(told({ accepted_at: NOW + 1, arrived_at: NOW + 2 }).key, 'wait_done')
  assert.deepEqual(
    [told({ unanswered_at: NOW }).key, told({ unanswered_at: NOW }).act],
    ['no_answer', 'send'],
  )
})

test('a call for help is acknowledged, then somebody is sent, whoever else has it', () => {
  const call = { sos: true, urgent: true, owner: null }
  const heard = { ...call, acknowledged: { by: ME, at: NOW } }
  assert.equal(key(call), 'call_acknowledge')
  assert.equal(key(heard), 'call_send')
  assert.equal(key(heard, OFFICER, { responders: [] }), 'call_depart')
  assert.equal(key({ ...heard, owner: 'seat-3' }), 'call_over')
  assert.equal(key({ ...heard, owner: 'seat-3' }, { ...OFFICER, role: 'leader' }), 'call_theirs')
  assert.equal(key({ ...heard, owner: 'seat-3', state: 'dispatched', assignment: sent() }), 'call_over_sent')
  assert.equal(key({ ...heard, state: 'dispatched', assignment: sent() }), 'wait_accept')
})

test('a wish waits for a head, who is asked to decide', () => {
  const asked = { asked: { what: 'extend', by: ME } }
  assert.equal(key({ state: 'handling', ...asked }), 'own_wish')
  const head = { ...OFFICER, me: 'seat-9', role: 'head' }
  assert.deepEqual([key({ ...asked }, head), step(asked, head).act], ['approve', 'approve'])
})

test('what is overdue and mine may ask for more time', () => {
  const late = (change, overdue = true) =>
    nextStep(
      row({ state: 'handling', assignment: sent({ arrived_at: NOW }), ...change }),
      OFFICER,
      null,
      overdue,
    ).late
  assert.equal(late({}), true)
  assert.equal(late({ owner: 'seat-3' }), false)
  assert.equal(late({}, false), false)
})

test('whatever the case, the step has words and tells of nothing that cannot be done', () => {
  const owners = [null, ME, 'seat-3']
  const more = [
    {},
    { sos: true, urgent: true },
    { to_locate: true },
    { paused: { since: NOW, until: null, left: 1 }, due: null },
    { asked: { what: 'void', by: 'seat-3' } },
    { assignment: sent() },
    { assignment: sent({ accepted_at: NOW }) },
  ]
  const seen = new Set()
  for (const role of COMMANDS.note.roles.slice(0, 3))
    for (const state of STATES)
      for (const owner of owners)
        for (const change of more) {
          const [record, who] = [row({ state, owner, ...change }), { ...OFFICER, role }]
          const told = nextStep(record, who, null)
          seen.add(told.key)
          if (told.act)
            assert.ok(
              choices(record, who).includes(told.act),
              JSON.stringify([role, state, owner, change, told]),
            )
        }
  assert.ok(seen.size > 12)
  for (const one of seen) assert.match(TABLE, new RegExp(`^next_${one} = \\{ zh = "`, 'm'))
})
