// Photos on their way from a form: one after the other, what is refused goes and says why, what fails is sent again.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { MOST, Photos } from '../../../../assets/console/commands/photos.mjs'

const file = (name) => /** @type {File} */ ({ name })
const taken = (photo) => ({ status: 201, told: { photo } })
const refused = (status, code) => ({ status, told: { code } })

/** Photos whose server answers what `answers` holds, one a photo sent; and what it was said. */
function bringing(...answers) {
  const [sent, said] = [[], []]
  const photos = new Photos(async ({ name }) => {
    sent.push(name)
    return answers.shift()
  })
  photos.watched(
    () => {},
    (key, one) => said.push([key, one?.name]),
  )
  return { photos, sent, said }
}

test('the form names what was taken, in the order it was chosen', async () => {
  const { photos, sent } = bringing(taken('a1'), taken('b2'))
  photos.add([file('a'), file('b')])
  assert.deepEqual(await photos.names(), ['a1', 'b2'])
  assert.deepEqual(await photos.names(), ['a1', 'b2'])
  assert.deepEqual(sent, ['a', 'b'])
})

test('a refused photo goes, says why, and holds the form back once', async () => {
  const { photos, said } = bringing(refused(415, 'not_a_photo'), taken('b2'))
  photos.add([file('a'), file('b')])
  assert.equal(await photos.names(), null)
  assert.deepEqual(said, [['photo_not_a_photo', 'a']])
  assert.deepEqual(await photos.names(), ['b2'])
})

test('one that did not get through stays, and is sent again with the form', async () => {
  const { photos, sent, said } = bringing({ status: 0, told: {} }, refused(503, 'busy'), taken('a1'))
  photos.add([file('a')])
  assert.equal(await photos.names(), null)
  assert.deepEqual([photos.all.length, photos.all[0].state, said[0]], [1, 'waits', ['photo_again', 'a']])
  assert.deepEqual(await photos.names(), ['a1'])
  assert.deepEqual(sent, ['a', 'a', 'a'])
})

test('no more than fit are taken, and it is said', async () => {
  const { photos, said } = bringing(...Array.from({ length: MOST }, (_, at) => taken(`p${at}`)))
  photos.add(Array.from({ length: MOST + 2 }, (_, at) => file(`${at}`)))
  assert.equal((await photos.names()).length, MOST)
  assert.deepEqual(said, [['photos_many', undefined]])
})

test('a photo that was taken out is not named', async () => {
  const { photos, sent } = bringing(taken('a1'), taken('b2'))
  photos.add([file('a'), file('b')])
  photos.remove(photos.all[1])
  await photos.names()
  assert.deepEqual([await photos.names(), sent], [['a1'], ['a']])
})
