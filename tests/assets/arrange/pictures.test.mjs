// The little pictures of layouts are of what the screen's own sheet draws, and the preview is told what a screen would be.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PLACES, boxes } from '../../../assets/arrange/layouts.mjs'
import { panelsFor } from '../../../assets/arrange/scene.mjs'
import { toldFor } from '../../../assets/arrange/told_for.mjs'

const SHEET = readFileSync(new URL('../../../assets/styles/screen/stage.css', import.meta.url), 'utf8')

/** Rows of places of a layout, with a column of 2fr told twice. */
function drawn(layout) {
  const [, rule] = new RegExp(`data-stage="${layout}"\\] \\.columns \\{\\s*grid-template:([^;]*);`).exec(
    SHEET,
  )
  const [areas, columns] = rule.split('/')
  const wide = [...columns.matchAll(/(\d)fr\)/g)].map(([, fr]) => Number(fr))
  return [...areas.matchAll(/"([^"]+)"/g)].map(([, row]) =>
    row.split(' ').flatMap((place, at) => new Array(wide[at]).fill(Number(place.slice(1)))),
  )
}

test('the pictures are of the layouts that the screen draws', () => {
  for (const layout of Object.keys(PLACES)) assert.deepEqual(drawn(layout), PLACES[layout], layout)
})

test('no place of a picture lies over another or beyond it', () => {
  for (const layout of [...Object.keys(PLACES), 'wall']) {
    const all = boxes(layout)
    for (const [x, y, w, h] of all) assert.ok(x >= 0 && y >= 0 && x + w <= 48.001 && y + h <= 27.001, layout)
    const area = all.reduce((sum, [, , w, h]) => sum + w * h, 0)
    assert.ok(area > 48 * 27 * 0.85 && area <= 48 * 27, layout)
  }
})

test('another layout keeps what stands there and adds what is not there yet', () => {
  const panels = [{ kind: 'ranking' }, { kind: 'map' }]
  const kinds = (count) => panelsFor(panels, count).map(({ kind }) => kind)
  assert.deepEqual(kinds(1), ['ranking'])
  assert.deepEqual(kinds(4), ['ranking', 'map', 'feed', 'counters'])
  assert.equal(kinds(9).length, 9)
})

const room = {
  scenes: { s: { id: 's', name: 'S', layout: 'wall', panels: [], area: '' } },
  level: { code: 'normal' },
}
const screen = { id: 'x', area: '0' }

test('a scene is previewed as it stands on the page, not as it was saved', () => {
  const work = { kind: 'scene', id: 's', value: { name: 'T', layout: 'one', panels: [], area: '1' } }
  const told = toldFor(work, room, screen, 0, 'Preview')
  assert.deepEqual([told.scenes.s.layout, told.programme.steps[0].scene], ['one', 's'])
  assert.equal(room.scenes.s.layout, 'wall')
})

test('a programme is previewed by its draft, without steps whose scene is gone', () => {
  const steps = ['s', 'gone'].map((scene) => ({ scene, seconds: 5 }))
  const told = toldFor({ kind: 'programme', id: 'p', value: { name: 'P', steps } }, room, screen, 3, '')
  assert.deepEqual([told.programme.steps.map(({ scene }) => scene), told.turns], [['s'], 3])
})
