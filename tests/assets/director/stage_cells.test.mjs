// The small drawing of a screen has the places of what it shows, and the map only where it stands.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { cellsOf, stageShown } from '../../../assets/director/stage_cells.mjs'

const scenes = {
  eyes: {
    id: 'eyes',
    layout: 'four',
    panels: Array(4).fill({ kind: 'cameras', cameras: [], text: '' }),
    area: '',
  },
}
const screen = (more = {}) => ({ id: 's', area: '1', part: null, programme: '', beat: null, ...more })
const push = (kind, more = {}) => ({
  rank: 'person',
  content: { kind, id: 'x', area: '1', lat: null, lon: null, ...more },
})
const kinds = (...about) => cellsOf(stageShown(...about)).map(({ kind }) => kind)

test('without a push it is the scene that it told of itself, else the map of its area', () => {
  const beat = { shows: { kind: 'programme', scene: 'eyes' } }
  assert.deepEqual(kinds(screen({ programme: 'day', beat }), null, { scenes }), Array(4).fill('cameras'))
  assert.deepEqual(kinds(screen({ programme: 'day', beat }), null, { scenes: {} }), ['map'])
  assert.deepEqual(kinds(screen(), null, { scenes }), ['map'])
})

test('what was put there has its own places', () => {
  assert.deepEqual(kinds(screen(), push('camera'), { scenes }), ['camera'])
  assert.deepEqual(kinds(screen(), push('case'), { scenes }), ['map', 'card', 'near'])
  assert.deepEqual(kinds(screen(), push('counter'), { scenes }), ['number', 'ranking', 'map'])
  assert.deepEqual(kinds(screen(), push('scene', { id: 'eyes' }), { scenes }), Array(4).fill('cameras'))
  assert.deepEqual(kinds(screen(), push('area'), { scenes }), ['map'])
})

test('the places of each layout fill the screen and never lie on each other', () => {
  const counts = { one: 1, two: 2, three: 3, four: 4, six: 6, nine: 9, case: 3, counter: 3 }
  for (const [layout, count] of Object.entries(counts)) {
    const cells = cellsOf({ layout, panels: Array(count).fill({ kind: 'feed' }) })
    const covered = cells.reduce((all, { width, height }) => all + width * height, 0)
    assert.ok(Math.abs(covered - 1) < 1e-9, layout)
    assert.equal(new Set(cells.map(({ x, y }) => `${x}/${y}`)).size, count, layout)
    assert.ok(
      cells.every(({ x, y, width, height }) => x + width < 1 + 1e-9 && y + height < 1 + 1e-9),
      layout,
    )
  }
})

test('the large place of three stands at the left', () => {
  const [large, beside] = cellsOf({ layout: 'three', panels: Array(3).fill({ kind: 'feed' }) })
  assert.deepEqual([large.x, large.y, large.height], [0, 0, 1])
  assert.deepEqual([beside.x, beside.y, beside.height], [2 / 3, 0, 0.5])
})

test('there is a word for whatever can stand in a place', () => {
  const words = readFileSync(new URL('../../../layouts/screens/director.toml', import.meta.url), 'utf8')
  const source = readFileSync(new URL('../../../city/screens/scenes.py', import.meta.url), 'utf8')
  const panels = [...source.match(/PANELS = \(([^)]*)\)/)[1].matchAll(/"(\w+)"/g)].map(([, kind]) => kind)
  assert.equal(panels.length, 8)
  for (const kind of [...panels, 'camera', 'near', 'card', 'number'])
    assert.ok(kind === 'map' || words.includes(`drawn_${kind} = `), kind)
})
