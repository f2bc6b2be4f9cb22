// Keys that rest, and what the others mean.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { meaning } from '../../../assets/console/keymap.mjs'
import { rests } from '../../../assets/core/keys.mjs'

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
  assert.notEqual(meaning(press('Enter', { target: { tagName: 'BUTTON' } }), true), null)
  assert.equal(meaning(press('a', { repeat: true })), null)
  assert.deepEqual(meaning(press('ArrowDown', { repeat: true })), { name: 'next' })
  assert.equal(meaning(press('§')), null)
})
