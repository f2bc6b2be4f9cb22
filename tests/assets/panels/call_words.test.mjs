// How far help is, in words.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { page } from '../../../assets/core/page.mjs'
import { helpOf } from '../../../assets/panels/call_words.mjs'

Object.assign(page.words, {
  band_nobody_sent: 'nobody sent yet',
  band_minutes: '{who} {n} min away',
  band_responder: 'responder',
  band_sent: 'somebody was sent',
  band_sent_who: '{who} was sent',
})

test('who was sent is told with their minutes, and without until they are known', () => {
  assert.equal(helpOf({ contact: 1, sent: true, minutes: 4 }, 'Ann'), 'Ann 4 min away')
  assert.equal(helpOf({ contact: 1, sent: true, minutes: 4 }, ''), 'responder 4 min away')
  assert.equal(helpOf({ contact: 1, sent: true, minutes: null }, ''), 'somebody was sent')
  assert.equal(helpOf(undefined, 'Ann'), 'Ann was sent')
})

test('nobody was sent where the call, or until it is told of the case, says so', () => {
  assert.equal(helpOf({ contact: 1, sent: false, minutes: null }, 'Ann'), 'nobody sent yet')
  assert.equal(helpOf(undefined, ''), 'nobody sent yet')
})
