// Commands on their way, and what a dialog reads of a time.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Commander } from '../../../../assets/console/commands/commander.mjs'
import { fromField, toField } from '../../../../assets/console/commands/time_zone.mjs'

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

test('a time is read in the city’s zone, whatever the browser’s', () => {
  const at = Date.UTC(2026, 10, 28, 12, 30)
  assert.equal(toField(at, 'Asia/Shanghai'), '2026-11-28T20:30')
  assert.equal(fromField('2026-11-28T20:30', 'Asia/Shanghai'), at)
  const summer = Date.UTC(2026, 6, 1, 7, 0)
  assert.equal(fromField(toField(summer, 'America/New_York'), 'America/New_York'), summer)
  assert.equal(fromField('', 'Asia/Shanghai'), null)
})
