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

test('a screen of a wall shows its part of the one map, and with a programme a wall of its own', () => {
  const part = { wall: 'w', rows: 1, columns: 2, row: 1, column: 2, gap: 0 }
  const of = (screen, content) =>
    content
      ? stageOf({ kind: 'push', push: { content } }, { ...told, screen })
      : stageOf({ kind: 'area' }, { ...told, screen })
  const mine = { area: '0', part, programme: '' }
  assert.deepEqual([of(mine).layout, of(mine).area], ['part', '0'])
  assert.notEqual(of(mine).key, of({ ...mine, part: { ...part, column: 1 } }).key)
  assert.deepEqual([of(mine, { kind: 'area', area: '1' }).layout], ['part'])
  const place = of(mine, { kind: 'place', area: '1', id: '', lat: 1, lon: 2 })
  assert.deepEqual([place.layout, place.focus], ['part', { kind: 'place', lat: 1, lon: 2 }])
  assert.equal(of(mine, { kind: 'case', area: '1', id: 'c' }).layout, 'case')
  assert.equal(of({ ...mine, programme: 'day' }).layout, 'wall')
})

test('a case stands on the map of the screen, where its neighbours are', () => {
  const stage = put({ kind: 'case', id: 'c' })
  assert.deepEqual([stage.area, stage.focus], ['0', { kind: 'case', id: 'c', area: '1' }])
})

test('its cameras are as near as a rule says, none for 0, and within the radius of the city where a person put it', () => {
  const near = (rank, metres) => {
    const content = { kind: 'case', area: '1', id: 'c', cameras_within_m: metres }
    const { panels } = stageOf({ kind: 'push', push: { rank, content } }, told)
    return panels.find(({ kind }) => kind === 'near')?.metres
  }
  assert.deepEqual([near('rule', 120), near('rule', 0)], [120, undefined])
  assert.deepEqual([near('person', 0), near('person', 120)], [null, 120])
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
