// Of two who edit one thing nothing that was typed is lost, and nobody is told of a quarrel that is none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fresh,
  isDirty,
  keep,
  opened,
  quarrels,
  saved,
  standing,
  take,
} from '../../../assets/arrange/work.mjs'

const scene = (name, revision = 1) => ({ id: 's', name, layout: 'wall', panels: [], area: '', revision })
const typed = (name) => {
  const work = opened('scene', scene('Old'))
  work.value.name = name
  return work
}

test('what nobody touched follows the server', () => {
  const work = opened('scene', scene('Old'))
  assert.equal(standing(work, scene('Theirs', 2)), 'same')
  assert.deepEqual([work.value.name, work.base, isDirty(work)], ['Theirs', 2, false])
})

test('what both changed is a quarrel, and what was typed stays', () => {
  const work = typed('Mine')
  assert.equal(standing(work, scene('Theirs', 2)), 'other')
  assert.deepEqual([work.value.name, work.base], ['Mine', 1])
  assert.deepEqual(quarrels(work.value, scene('Theirs')), [['name', 'Mine', 'Theirs']])
})

test('both wrote the same, or theirs changed nothing of it: no quarrel', () => {
  const same = typed('Mine')
  assert.equal(standing(same, scene('Mine', 2)), 'same')
  const published = typed('Mine')
  assert.equal(standing(published, scene('Old', 2)), 'changed')
  assert.deepEqual([published.value.name, published.base], ['Mine', 2])
})

test('theirs is taken, or mine kept over it', () => {
  const [one, other] = [typed('Mine'), typed('Mine')]
  take(one, scene('Theirs', 2))
  assert.deepEqual([one.value.name, standing(one, scene('Theirs', 2))], ['Theirs', 'same'])
  keep(other, scene('Theirs', 2))
  assert.deepEqual(
    [other.value.name, other.base, standing(other, scene('Theirs', 2))],
    ['Mine', 2, 'changed'],
  )
})

test('what somebody else removed is over, unless something was typed', () => {
  assert.equal(standing(opened('scene', scene('Old')), undefined), 'over')
  assert.equal(standing(typed('Mine'), undefined), 'gone')
})

test('what was typed while it was saved is not saved', () => {
  const work = fresh('scene', scene('Mine'))
  assert.equal(standing(work, undefined), 'new')
  const sent = structuredClone(work.value)
  work.value.name = 'Later'
  saved(work, 'x', sent, 0)
  assert.deepEqual([work.id, work.base, isDirty(work)], ['x', 1, true])
})

test('what the server told of before it answered counts once', () => {
  const work = typed('Mine')
  const sent = structuredClone(work.value)
  assert.equal(standing(work, scene('Mine', 2)), 'same')
  saved(work, 's', sent, 1)
  assert.deepEqual([work.base, standing(work, scene('Mine', 2))], [2, 'same'])
})

test('what was just saved is not gone before the server tells of it, and is once it was told', () => {
  const work = fresh('scene', scene('Mine'))
  saved(work, 's', structuredClone(work.value), 0)
  assert.equal(standing(work, undefined), 'same')
  assert.equal(standing(work, scene('Mine')), 'same')
  assert.equal(standing(work, undefined), 'over')
})

test('the draft of a programme is what is edited', () => {
  const step = { scene: 's', seconds: 5, first: 0, last: 0, measure: '', stay: 0 }
  const held = { id: 'p', name: 'P', area: '0', steps: [step], draft: [{ ...step, seconds: 9 }], revision: 3 }
  assert.equal(opened('programme', held).value.steps[0].seconds, 9)
  assert.equal(opened('programme', { ...held, draft: null }).value.steps[0].seconds, 5)
})
