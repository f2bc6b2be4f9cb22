// Cameras on the map: which are drawn, where they are hit, that every state has a shape of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { CameraMarks, drawn } from '../../../assets/map/camera_marks.mjs'
import { outline } from '../../../assets/cameras/shapes.mjs'
import { STATES } from '../../../assets/cameras/states.mjs'
import { mercatorX, mercatorY } from '../../../assets/map/mercator.mjs'

const [LAT, LON] = [23.03, 113.97]
const camera = (id, state, lat = LAT, lon = LON) => ({ id, state, lat, lon })
const many = (count, state) => Array.from({ length: count }, (_, at) => camera(`${state}${at}`, state))

/** A view with LAT, LON in its middle. */
function view(zoom = 13) {
  const world = 256 * 2 ** zoom
  const [width, height] = [400, 300]
  return {
    world,
    zoom,
    width,
    height,
    ratio: 1,
    left: mercatorX(LON) * world - width / 2,
    top: mercatorY(LAT) * world - height / 2,
  }
}

test('every state has a shape of its own', () => {
  assert.equal(new Set(STATES.map(outline)).size, STATES.length)
})

test('all cameras are drawn where there is room, the ones that need somebody on top', () => {
  const rows = [camera('a', 'lost'), camera('b', 'standby'), camera('c', 'live')]
  assert.deepEqual(
    drawn(rows).map(({ id }) => id),
    ['b', 'c', 'a'],
  )
})

test('where they would clutter the map those that nobody watches and that are well are left out', () => {
  const rows = [...many(60, 'standby'), camera('seen', 'live'), camera('gone', 'lost')]
  assert.deepEqual(
    drawn(rows).map(({ id }) => id),
    ['seen', 'gone'],
  )
})

test('a click on a mark finds its camera, one beside it finds none', () => {
  const marks = new CameraMarks()
  marks.show([camera('under', 'standby'), camera('over', 'lost')])
  assert.equal(marks.hit(203, 148, view(), 1).id, 'over')
  assert.equal(marks.hit(240, 150, view(), 1), null)
})

test('names keep clear of marks, but hundreds of marks leave names their room', () => {
  const marks = new CameraMarks()
  marks.show([camera('a', 'lost')])
  const [box] = marks.boxes(view(), 1)
  assert.ok(box.left < 200 && box.right > 200 && box.top < 150 && box.bottom > 150)
  const alone = marks.radius(view(), 1)
  marks.show(many(500, 'lost'))
  assert.deepEqual(marks.boxes(view(), 1), [])
  assert.ok(marks.radius(view(), 1) < alone)
})
