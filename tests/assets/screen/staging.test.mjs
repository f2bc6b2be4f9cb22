// What stands where for each thing that can be put on a screen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stageOf } from '../../../assets/screen/staging.mjs'

const four = {
  ...{ id: 's', name: 'S', layout: 'four', area: '' },
  panels: ['map', 'feed', 'map', 'cameras'].map((kind) => ({ kind, cameras: [], text: '' })),
}
const told = { screen: { area: '0' }, scenes: { s: four } }
const put = (content) => stageOf({ kind: 'push', push: { content: { area: '1', id: '', ...content } } }, told)

test('nothing put there and no programme: the wall of its area', () => {
  const { layout, area, panels } = stageOf({ kind: 'area' }, told)
  assert.deepEqual([layout, area, panels], ['wall', '0', []])
})

test('an area is its wall', () => {
  const { layout, area } = put({ kind: 'area' })
  assert.deepEqual([layout, area], ['wall', '1'])
})

test('a case stands on the map of the screen, where its neighbours are', () => {
  const stage = put({ kind: 'case', id: 'c' })
  assert.deepEqual([stage.area, stage.focus], ['0', { kind: 'case', id: 'c', area: '1' }])
})

test('a scene without an area shows that of the screen, and a region twice stands there once', () => {
  const stage = put({ kind: 'scene', id: 's' })
  assert.deepEqual([stage.layout, stage.area], ['four', '0'])
  assert.deepEqual(
    stage.panels.map(({ kind }) => kind),
    ['map', 'feed', 'nothing', 'cameras'],
  )
})

test('a scene that is gone leaves the wall of the area it was in', () => {
  assert.equal(put({ kind: 'scene', id: 'gone' }).layout, 'wall')
})

test('the same is the same stage, whoever put it there', () => {
  assert.equal(put({ kind: 'place', lat: 1, lon: 2 }).key, put({ kind: 'place', lat: 1, lon: 2 }).key)
  assert.notEqual(put({ kind: 'place', lat: 1, lon: 2 }).key, put({ kind: 'place', lat: 1, lon: 3 }).key)
})
