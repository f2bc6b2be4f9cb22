// A base map of vector tiles: which tile is read for which, and what of it is drawn in which colour.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { beneath, between, kindOf, vectorRules } from '../../../assets/map/vector_style.mjs'
import { dataTile } from '../../../assets/map/vector_tiles.mjs'

const COLOURS = {
  water: '#07111c',
  main: '#3b424b',
  street: '#313841',
  lane: '#272f39',
  green: '#10211f',
  building: '#1b2736',
}
const [LINE, AREA] = [2, 3]

class Symbolizer {
  constructor(told) {
    Object.assign(this, told)
  }
}
const rules = vectorRules({ LineSymbolizer: Symbolizer, PolygonSymbolizer: Symbolizer }, COLOURS)

// Colours in which a feature is drawn at a zoom, the last on top.
const drawn = (dataLayer, geomType, props, zoom) =>
  rules
    .filter((rule) => rule.dataLayer === dataLayer && zoom >= (rule.minzoom ?? 0))
    .filter((rule) => !rule.filter || rule.filter(zoom, { geomType, props }))
    .map(({ symbolizer }) => symbolizer.color ?? symbolizer.fill)

test('a tile of 512 pixels is of the level before the zoom, and of the finest beyond it', () => {
  assert.deepEqual(dataTile({ x: 837, y: 444, z: 11 }, 15), { z: 10, x: 837, y: 444, scale: 1 })
  assert.deepEqual(dataTile({ x: 837, y: 444, z: 18 }, 15), { z: 15, x: 209, y: 111, scale: 4 })
})

test('roads are drawn by class, each from a zoom on, in both versions of the schema', () => {
  assert.deepEqual(drawn('roads', LINE, { kind: 'highway' }, 8), [COLOURS.main])
  assert.deepEqual(drawn('roads', LINE, { 'pmap:kind': 'medium_road' }, 12), [COLOURS.street])
  assert.deepEqual(drawn('roads', LINE, { kind: 'minor_road' }, 12), [])
  assert.deepEqual(drawn('roads', LINE, { kind: 'minor_road' }, 14), [COLOURS.lane])
  assert.deepEqual(drawn('roads', LINE, { kind: 'ferry' }, 18), [])
})

test('water is water as an area and as a river, parks are green, and buildings come near', () => {
  assert.deepEqual(drawn('water', AREA, { kind: 'lake' }, 5), [COLOURS.water])
  assert.deepEqual(drawn('water', LINE, { kind: 'river' }, 12), [COLOURS.water])
  assert.deepEqual(drawn('landuse', AREA, { kind: 'park' }, 12), [COLOURS.green])
  assert.deepEqual(drawn('landuse', AREA, { kind: 'industrial' }, 12), [])
  assert.deepEqual(drawn('buildings', AREA, { kind: 'building' }, 14), [])
  assert.deepEqual(drawn('buildings', AREA, { kind: 'building' }, 16), [COLOURS.building])
})

test('no point and no name of the file is drawn', () => {
  assert.deepEqual(drawn('water', 1, { kind: 'lake', name: '松山湖' }, 12), [])
  assert.ok(rules.every(({ dataLayer }) => dataLayer !== 'places' && dataLayer !== 'pois'))
  assert.equal(kindOf({ props: {} }), 'undefined')
})

test('a width grows from stop to stop and stays at its ends', () => {
  const stops = [[10, 1], [12, 3]] // prettier-ignore
  assert.deepEqual([9, 10, 11, 12, 20].map((zoom) => between(stops, zoom)), [1, 1, 2, 3, 3]) // prettier-ignore
})

test('under the ground a street is seen in the colour it has on a base map of lines', () => {
  const [land, cover] = ['#0f1b2a', 0.55]
  const drawnWith = beneath(COLOURS, land, cover)
  const channel = (colour, at) => parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16)
  for (const name of ['main', 'street', 'lane', 'green', 'building'])
    for (const at of [0, 1, 2]) {
      const seen = channel(drawnWith[name], at) * (1 - cover) + channel(land, at) * cover
      assert.ok(Math.abs(seen - channel(COLOURS[name], at)) < 1, `${name} ${at}`)
    }
  assert.equal(drawnWith.water[1], '0', 'as dark as it may be')
})
