// What the store promises to those who listen, and how a room's state is merged.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { EMPTY, merge } from '../../../assets/core/state.mjs'
import { createStore } from '../../../assets/core/store.mjs'

test('a late listener hears the last value at once, except of frames', () => {
  const { on, emit } = createStore()
  const heard = []
  emit('area', 'town')
  emit('frame', 'bytes')
  on('area', (value) => heard.push(value))
  on('frame', (value) => heard.push(value))
  assert.deepEqual(heard, ['town'])
})

test('who stops listening hears nothing more', () => {
  const { on, emit } = createStore()
  const heard = []
  const off = on('truth', (value) => heard.push(value))
  emit('truth', 1)
  off()
  emit('truth', 2)
  assert.deepEqual(heard, [1])
})

test('one broken listener does not silence the others', () => {
  const [heard, reported] = [[], []]
  const { on, emit } = createStore((error) => reported.push(error.message))
  on('select', () => {
    throw new Error('broken panel')
  })
  on('select', (value) => heard.push(value))
  emit('select', 'case')
  assert.deepEqual(heard, ['case'])
  assert.deepEqual(reported, ['broken panel'])
})

test('an unknown topic is refused by name', () => {
  assert.throws(() => createStore().emit('areas', 1), /wanted, got areas/)
})

test('a change touches the keys it names and alters nothing else', () => {
  const before = { ...EMPTY, counters: { open: 3, on_duty: 5 }, tiles: { a: { open: 1 } } }
  const after = merge(before, { counters: { open: 4 }, tiles: { b: { open: 2 } }, direct: { open: 1 } })
  assert.deepEqual(after.counters, { open: 4, on_duty: 5 })
  assert.deepEqual(Object.keys(after.tiles), ['a', 'b'])
  assert.deepEqual(after.direct, { open: 1 })
  assert.equal(before.counters.open, 3)
})

test('cases are replaced by id, gone ones leave, and the newest stands first', () => {
  const before = {
    ...EMPTY,
    cases: [
      { id: 'b', filed: 2, revision: 1 },
      { id: 'a', filed: 1, revision: 1 },
    ],
  }
  const after = merge(before, {
    cases: [
      { id: 'b', filed: 2, revision: 2 },
      { id: 'c', filed: 3, revision: 1 },
    ],
    gone_cases: ['a'],
  })
  assert.deepEqual(
    after.cases.map(({ id, revision }) => [id, revision]),
    [
      ['c', 1],
      ['b', 2],
    ],
  )
})

test('cameras are merged one by one, and one that is here no more goes', () => {
  const first = merge(EMPTY, { cameras: { a: ['live', 1, ''], b: ['standby', 1, ''] }, camera_list: 'e1' })
  const after = merge(first, { cameras: { a: ['lost', 2, 'stalled'], b: null } })
  assert.deepEqual(after.cameras, { a: ['lost', 2, 'stalled'] })
  assert.equal(after.camera_list, 'e1')
  assert.equal(merge(after, { camera_list: null }).camera_list, null)
  assert.deepEqual(first.cameras.b, ['standby', 1, ''])
})
