// Commands on their way, keys that rest, clocks that somebody must heed, numbers that stay with people.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { choices } from '../../../../assets/console/case/choices.mjs'
import { Commander } from '../../../../assets/console/commands/commander.mjs'
import { meaning, rests } from '../../../../assets/console/keymap.mjs'
import { renumbered } from '../../../../assets/console/desk/picked.mjs'
import { clockOf } from '../../../../assets/console/case/timing.mjs'
import { fromField, toField } from '../../../../assets/console/commands/time_zone.mjs'

const NOW = 1_800_000_000_000
const CASE = { id: 'x-1', revision: 3 }
const settled = () => new Promise((done) => setTimeout(done, 0))

/** A commander whose server answers what `answers` holds, one a question; an Error is no answer. */
function commanding(...answers) {
  const [asked, states, timers] = [[], [], []]
  let time = 0
  const commander = new Commander({
    ask: async (event, value) => {
      asked.push([event, value])
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return answer
    },
    changed: ({ state }) => states.push(state),
    later: (act) => timers.push(act),
    steady: () => time,
  })
  const pass = (ms) => {
    time += ms
    timers.splice(0).forEach((act) => act())
  }
  return { commander, asked, states, pass }
}

test('a command is sent, then done once our own queue shows it', async () => {
  const { commander, states, asked } = commanding({ ok: true, revision: 4 })
  commander.give(CASE, 'claim')
  await settled()
  assert.deepEqual(states, ['sending', 'sent'])
  assert.equal(asked[0][1].revision, 3)
  commander.reached('x-1', 3)
  assert.equal(commander.of('x-1').state, 'sent')
  commander.reached('x-1', 4)
  assert.equal(commander.of('x-1').state, 'done')
})

test('a queue that was quicker than the answer makes it done at once', async () => {
  const { commander, states } = commanding({ ok: true, revision: 4 })
  commander.give(CASE, 'claim')
  commander.reached('x-1', 5)
  await settled()
  assert.deepEqual(states, ['sending', 'done'])
})

test('without an answer, and while Redis is away, the same command goes out again under the same id', async () => {
  const away = { ok: false, code: 'away', reason: { zh: '稍后', en: 'later' } }
  const { commander, asked, states, pass } = commanding(new Error('silence'), away, { ok: true, revision: 4 })
  commander.give(CASE, 'claim')
  for (let n = 0; n < 2; n++) {
    await settled()
    pass(5000)
  }
  await settled()
  assert.deepEqual(states, ['sending', 'silent', 'silent', 'sent'])
  assert.equal(new Set(asked.map(([, { command }]) => command)).size, 1)
})

test('who never gets an answer is told that it is not known', async () => {
  const { commander, states, pass } = commanding(...Array.from({ length: 9 }, () => new Error('silence')))
  commander.give(CASE, 'claim')
  await settled()
  pass(121_000)
  await settled()
  assert.equal(states.at(-1), 'given_up')
})

test('what is written and not on its replicas yet is said to be so until it is done', async () => {
  const { commander } = commanding({ ok: true, revision: 4, unconfirmed: true })
  commander.give(CASE, 'claim')
  await settled()
  commander.reached('x-1', 4)
  assert.deepEqual([commander.of('x-1').state, commander.of('x-1').unconfirmed], ['done', true])
})

test('a call that is not filed yet offers nothing but to ask why', () => {
  const row = { state: 'new', sos: true, unfiled: true, owner: null, level: 'town' }
  assert.deepEqual(choices(row, { me: 'seat-1', role: 'officer', levels: ['city', 'town'] }), ['acknowledge'])
})

test('a refusal is kept with its sentence, and another try is another command', async () => {
  const no = { ok: false, code: 'conflict', reason: { zh: '坐席 3 已认领', en: 'Seat 3 has it' } }
  const { commander, asked } = commanding(no, { ok: true, revision: 5 })
  commander.give(CASE, 'claim')
  commander.give(CASE, 'claim')
  await settled()
  assert.equal(asked.length, 1)
  assert.deepEqual(commander.of('x-1').reason, no.reason)
  commander.give({ ...CASE, revision: 4 }, 'claim')
  await settled()
  assert.notEqual(asked[0][1].command, asked[1][1].command)
})

const press = (key, more = {}) => ({ key, target: { tagName: 'DIV' }, ...more })

test('single keys rest while somebody types, composes or means the browser', () => {
  assert.equal(rests(press('a')), false)
  for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT'])
    assert.equal(rests(press('a', { target: { tagName } })), true)
  assert.equal(rests(press('a', { isComposing: true })), true)
  assert.equal(rests(press('a', { keyCode: 229 })), true)
  assert.equal(rests(press('a', { ctrlKey: true })), true)
})

test('keys have names; Enter on a button is the button’s, and a held key only walks', () => {
  assert.deepEqual(meaning(press('J')), { name: 'next' })
  assert.deepEqual(meaning(press('3')), { name: 'number', number: 3 })
  assert.deepEqual(meaning(press('V', { shiftKey: true })), { key: 'Shift V' })
  assert.deepEqual(meaning(press('A', { shiftKey: true })), { key: 'A' })
  assert.equal(meaning(press('Enter', { target: { tagName: 'BUTTON' } })), null)
  assert.equal(meaning(press('a', { repeat: true })), null)
  assert.deepEqual(meaning(press('ArrowDown', { repeat: true })), { name: 'next' })
  assert.equal(meaning(press('z')), null)
})

const row = (change) => ({
  id: 'a',
  state: 'new',
  received: NOW,
  claim_by: change.owner ? null : NOW + 60_000,
  due: null,
  owner: null,
  assignment: null,
  ...change,
})

test('the clock that must be heeded first is the one that is told', () => {
  const kind = (change, after = 0) => clockOf(row(change), NOW + after).kind
  const sent = {
    state: 'dispatched',
    owner: 'seat-2',
    assignment: { answer_by: NOW + 60_000, accepted_at: null },
  }
  assert.equal(kind({ sos: true }), 'calling')
  assert.equal(kind({}), 'claim')
  assert.equal(kind({}, 61_000), 'unclaimed')
  assert.equal(kind({ due: NOW + 70_000 }, 71_000), 'overdue')
  assert.equal(kind(sent), 'answer')
  assert.equal(
    kind({ ...sent, assignment: { ...sent.assignment, unanswered_at: NOW + 60_000 } }, 61_000),
    'unanswered',
  )
  assert.equal(
    kind({ owner: 'seat-2', state: 'handling', due: NOW + 70_000, limit: '6 urgent_hours' }),
    'left',
  )
  assert.equal(kind({ owner: 'seat-2', state: 'handling', due: NOW + 70_000, limit: '2 work_days' }), 'due')
  assert.equal(kind({ owner: 'seat-2', paused: { since: NOW, until: null, left: 1 } }), 'paused')
  assert.equal(kind({ state: 'closed', ended_at: NOW }), 'ended')
})

test('the server says until when to claim, by its ladder, and from when on little time is left', () => {
  const ladder = { claim_by: NOW + 300_000 }
  assert.deepEqual(clockOf(row(ladder), NOW + 61_000), { kind: 'claim', ms: 239_000, tone: 'soon' })
  assert.equal(clockOf(row({ claim_by: null }), NOW).kind, 'unclaimed')
  const mine = { owner: 'seat-2', state: 'handling', limit: '2 work_days', due: NOW + 9_000_000 }
  assert.equal(clockOf(row({ ...mine, due_soon: NOW + 1 }), NOW).tone, 'calm')
  assert.equal(clockOf(row({ ...mine, due_soon: NOW }), NOW).tone, 'soon')
})

test('what went wrong with a case one has left is told until it is heard, and what a list tells is not', async () => {
  const no = { ok: false, code: 'conflict', reason: { zh: '已认领', en: 'taken' } }
  const { commander, pass } = commanding(no, no)
  const left = commander.give(CASE, 'claim')
  commander.give({ ...CASE, id: 'x-2' }, 'claim', {}, true)
  await settled()
  pass(3_600_000)
  assert.equal(commander.of('x-3'), null)
  assert.equal(commander.elsewhere('x-3'), left)
  assert.equal(commander.elsewhere('x-1'), null, 'its own card tells it')
  commander.heard(left)
  assert.equal(commander.elsewhere('x-3'), null)
})

test('what was seen at its own case is told elsewhere for a moment only', async () => {
  const { commander, pass } = commanding({ ok: false, code: 'conflict', reason: null })
  const seen = commander.give(CASE, 'claim')
  await settled()
  assert.equal(commander.of('x-1'), seen)
  assert.equal(commander.elsewhere('x-3'), seen)
  pass(13_000)
  assert.equal(commander.elsewhere('x-3'), null)
})

test('somebody else’s case offers no dispatch; a second person may approve, the first may not', () => {
  const can = (change, who = {}) =>
    choices(row({ level: 'town', ...change }), {
      me: 'seat-2',
      role: 'officer',
      levels: ['city', 'town'],
      ...who,
    })
  assert.ok(can({}).includes('send'))
  assert.ok(!can({ owner: 'seat-3' }).includes('send'))
  assert.ok(!can({ owner: 'seat-3' }).includes('release'))
  assert.ok(can({ owner: 'seat-3' }, { role: 'head' }).includes('release'))
  assert.ok(can({ asked: { what: 'void', by: 'seat-3' } }).includes('approve'))
  assert.ok(!can({ asked: { what: 'void', by: 'seat-2' } }).includes('approve'))
  assert.deepEqual(can({ state: 'merged' }), ['unmerge', 'note'])
  assert.deepEqual(can({}, { role: 'leader' }), ['escalate', 'note'])
  assert.ok(!can({ level: 'city' }).includes('escalate'))
})

test('a number stays with its person while the nearest change', () => {
  const before = [
    { inspector: 'a', number: 1 },
    { inspector: 'b', number: 2 },
    { inspector: 'c', number: 3 },
  ]
  const fresh = [
    { inspector: 'b', number: 1 },
    { inspector: 'd', number: 2 },
    { inspector: 'a', number: 3 },
  ]
  const told = renumbered(before, fresh).map(({ inspector, number }) => [inspector, number])
  assert.deepEqual(told, [
    ['a', 1],
    ['b', 2],
    ['d', 3],
  ])
})

test('a time is read in the city’s zone, whatever the browser’s', () => {
  const at = Date.UTC(2026, 10, 28, 12, 30)
  assert.equal(toField(at, 'Asia/Shanghai'), '2026-11-28T20:30')
  assert.equal(fromField('2026-11-28T20:30', 'Asia/Shanghai'), at)
  const summer = Date.UTC(2026, 6, 1, 7, 0)
  assert.equal(fromField(toField(summer, 'America/New_York'), 'America/New_York'), summer)
  assert.equal(fromField('', 'Asia/Shanghai'), null)
})
