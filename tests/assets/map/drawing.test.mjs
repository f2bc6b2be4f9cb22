// The numbers behind the picture: projection, scale bar, shades, ages, names, datums.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { datum } from '../../../assets/map/datum.mjs'
import { dotSize } from '../../../assets/map/dots.mjs'
import { ring } from '../../../assets/map/age_ring.mjs'
import { Labels, shortened } from '../../../assets/map/labels.mjs'
import { latitude, longitude, mercatorX, mercatorY, metresPerPixel } from '../../../assets/map/mercator.mjs'
import { roundLength } from '../../../assets/map/scale_bar.mjs'
import { stepOf } from '../../../assets/map/shades.mjs'

const HENGLI = [23.0307, 113.9744]

test('a place projected and read back is the same place', () => {
  const [lat, lon] = HENGLI
  assert.ok(Math.abs(latitude(mercatorY(lat)) - lat) < 1e-9)
  assert.ok(Math.abs(longitude(mercatorX(lon)) - lon) < 1e-9)
})

test('a pixel at zoom 0 on the equator is 156.5 km', () => {
  assert.equal(Math.round(metresPerPixel(0, 0)), 156543)
})

test('the scale bar is 1, 2 or 5 times a power of ten, never longer than asked', () => {
  assert.deepEqual([999, 1000, 2100, 4999, 50001, 7].map(roundLength), [500, 1000, 2000, 2000, 50000, 5])
})

test('open cases fall into no step or one of three', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 99].map(stepOf), [0, 1, 2, 2, 3, 3])
})

test('a ring fades after one, three and ten minutes', () => {
  assert.deepEqual([-5, 60_000, 60_001, 180_001, 600_001].map(ring), [3, 3, 2, 1, 0])
})

test('people grow from 3 pixels over a city to 8 over a town', () => {
  assert.deepEqual([9, 11, 13.5, 20].map(dotSize), [3, 3, 8, 11])
})

const VIEW = { world: 1000, left: 0, top: 0, width: 400, height: 300, zoom: 0, ratio: 1 }
const pen = { measureText: (text) => ({ width: text.length * 10 }) }
function arranged(children, taken) {
  const labels = new Labels()
  labels.show(children, (child) => child.name)
  labels.arrange(pen, VIEW, { font: '10px any', size: 10, taken, holds: () => true })
  return labels.boxes
}
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

test('a name gives way to a mark, and no two names overlap', () => {
  const mark = { left: 190, right: 210, top: 140, bottom: 160 }
  const crowd = Array.from({ length: 30 }, (_, i) => ({
    name: `name${i}`,
    km2: i,
    x: 0.2 + (i % 3) / 100,
    y: 0.15 + i / 1000,
  }))
  const boxes = arranged(crowd, [mark])
  assert.ok(boxes.length > 1 && boxes.length < 30)
  for (const [i, one] of boxes.entries()) {
    assert.ok(!overlap(one, mark))
    for (const other of boxes.slice(i + 1)) assert.ok(!overlap(one, other))
  }
})

test('a name on the map is shortened to dots, a short one stands whole', () => {
  const wide = (text) => pen.measureText(text).width
  assert.equal(shortened('松山湖高新技术产业开发区', 90, wide), '松山湖高新技术产…')
  assert.equal(shortened('Songshan Lake Zone', 100, wide), 'Songshan…')
  assert.equal(shortened('东城', 90, wide), '东城')
})

test('a name that would be cut by the edge of the map hides or moves inside', () => {
  for (const { left, right } of arranged([{ name: 'at the edge', km2: 1, x: 0.001, y: 0.1 }], []))
    assert.ok(left >= 0 && right <= 400)
})

test('a datum and back is the same place to a millimetre, and the shift is as large as known', () => {
  const metres = ([aLat, aLon], [bLat, bLon]) =>
    Math.hypot(aLat - bLat, (aLon - bLon) * Math.cos((aLat * Math.PI) / 180)) * 111_195
  for (const [name, least, most] of [
    ['gcj02', 350, 700],
    ['bd09', 900, 1500],
  ]) {
    const { to, from } = datum(name)
    assert.ok(metres(from(to(HENGLI)), HENGLI) < 0.001)
    const shift = metres(to(HENGLI), HENGLI)
    assert.ok(shift > least && shift < most, `${name} ${shift}`)
  }
  assert.throws(() => datum('mars'), /wanted, got mars/)
})
