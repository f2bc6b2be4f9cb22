// What a screen says beside its map: the rows behind a number, how far a case has come, when it goes back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { page } from '../../../assets/core/page.mjs'
import { dealt, shareOf } from '../../../assets/screen/panels/camera_cells.mjs'
import { sentKey } from '../../../assets/screen/panels/card.mjs'
import { ranked } from '../../../assets/screen/panels/ranking.mjs'
import { countdown, cut, sayings } from '../../../assets/screen/strip.mjs'

page.lang = 'en'
Object.assign(page.words, {
  screen_pushed: 'Pushed',
  screen_by: 'by {who}',
  screen_by_rule: 'by the rule {who}',
  screen_back: 'back in {time}',
  until_taken_up: 'until taken up',
  screen_next: 'next in {time}: {name}',
  screen_held: 'held',
  screen_follows: 'Following',
  screen_follow_beyond: 'stays',
})

test('the rows behind a number are the number, however little room there is', () => {
  const numbers = new Map([
    ['a', 3],
    ['b', 0],
    ['c', 5],
    ['d', 1],
  ])
  assert.deepEqual(ranked(numbers, 3), [
    ['c', 5],
    ['a', 3],
    ['d', 1],
  ])
  assert.deepEqual(ranked(numbers, 2), [
    ['c', 5],
    ['', 4],
  ])
  for (let room = 1; room < 6; room++)
    assert.equal(
      ranked(numbers, room).reduce((sum, [, many]) => sum + many, 0),
      9,
    )
})

test('a card says how far sending somebody has come', () => {
  const record = { state: 'new', owned: false, unanswered: false, reply_by: null }
  const said = (more) => sentKey({ ...record, ...more }).replace('screen_case_', '')
  assert.deepEqual(
    [{}, { owned: true }, { state: 'dispatched', reply_by: 9 }, { state: 'dispatched' }].map(said),
    ['nobody', 'owned', 'waits', 'dispatched'],
  )
  assert.deepEqual(
    [{ state: 'dispatched', unanswered: true }, { state: 'handling' }, { state: 'closed' }].map(said),
    ['unanswered', 'there', 'ended'],
  )
})

test('a countdown reads one second until it is over', () => {
  assert.deepEqual([60_000, 59_001, 1, 0, -5].map(countdown), ['01:00', '01:00', '00:01', '00:00', '00:00'])
})

const told = { screen: { name: 'Left' }, programme: { name: 'Day' }, announcements: [] }

test('whoever put something there is named with the time that is left', () => {
  const push = { by: ['王', 'Wang'], until: 90_000, rank: 'person', content: { kind: 'case' } }
  const shown = { told, showing: { kind: 'push', push }, name: 'Hole', next: null, paused: false }
  assert.deepEqual(sayings(shown, 0), { kind: 'Pushed', what: 'Hole', by: 'by Wang', then: 'back in 01:30' })
})

test('whoever is followed is named, and that they look beyond', () => {
  const push = {
    by: ['王', 'Wang'],
    until: 30_000,
    rank: 'person',
    content: { kind: 'follow', beyond: false },
  }
  const said = () =>
    sayings({ told, showing: { kind: 'push', push }, name: 'Town', next: null, paused: false }, 0)
  assert.deepEqual(said(), { kind: 'Following', what: 'Town', by: 'by Wang', then: '' })
  push.content.beyond = true
  assert.equal(said().then, 'stays')
})

test('a programme says what comes next, or that it is held', () => {
  const shown = { told, showing: { kind: 'programme' }, name: 'Map', next: { name: 'Cameras', at: 9000 } }
  assert.equal(sayings({ ...shown, paused: false }, 0).then, 'next in 00:09: Cameras')
  assert.equal(sayings({ ...shown, paused: true }, 0).then, 'held')
})

test('of several places for the area’s cameras each has its own, and none is empty while there are enough', () => {
  const rows = /** @type {any} */ ('abcde'.split('').map((id) => ({ id })))
  const dealt = [0, 1, 2, 3].map((which) => shareOf(rows, [which, 4]).map(({ id }) => id))
  assert.deepEqual(dealt, [['a', 'e'], ['b'], ['c'], ['d']])
  assert.deepEqual(shareOf(rows, [0, 1]), rows)
})

test('all the places of a scene together have no more cameras than a page may', () => {
  assert.deepEqual(dealt([4, 2], 16), [4, 2])
  assert.deepEqual(dealt([12, 6, 4], 16), [6, 6, 4])
  assert.deepEqual(dealt([16, 16, 16], 16), [5, 5, 6])
  assert.deepEqual(dealt([], 16), [])
})

test('what a rule shows until it is taken up has no time to go by before that', () => {
  const push = { by: ['A', 'A'], until: 28_800_000, rank: 'rule', content: { kind: 'case' }, claim_s: 60 }
  const says = (now) => sayings({ showing: { kind: 'push', push }, name: 'Fire' }, now).then
  assert.equal(says(0), 'until taken up')
  assert.equal(says(28_800_000 - 60_000), 'back in 01:00')
})

test('a long announcement is said whole, piece by piece, between words where there are any', () => {
  const fits = (text) => text.length <= 10
  assert.deepEqual(cut('short', fits), ['short'])
  assert.deepEqual(cut('all inspectors to the river', fits), ['all', 'inspectors', 'to the', 'river'])
  assert.deepEqual(cut('台风蓝色预警各镇街值守人员请巡查', fits), ['台风蓝色预警各镇街值', '守人员请巡查'])
  assert.deepEqual(cut('', fits), [''])
})
