// Which areas the map dashes round for warnings, and what is drawn of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { palette } from '../../../assets/map/palette.mjs'
import { paintWarned, warnedCodes, warnedShapes } from '../../../assets/map/warned_areas.mjs'

const area = {
  code: '1',
  origin: { x: 0.8, y: 0.4 },
  outline: { path: 'all' },
  children: [
    { code: '1-1', path: 'west' },
    { code: '1-2', path: 'east' },
  ],
}
const VIEW = { world: 1e6, ratio: 2, left: 0, top: 0 }
Object.assign(palette, { warned: '#a596ee' })

function pen() {
  const drawn = []
  const context = {
    drawn,
    setTransform: (...told) => drawn.push(['at', ...told]),
    save() {},
    restore: () => drawn.push(['back']),
    setLineDash: (dash) => drawn.push(['dash', ...dash]),
    stroke: (path) => drawn.push([path, context.lineWidth]),
  }
  return context
}

test('the areas of the gravest are on the map, and of an exercise none', () => {
  const [flood, drill] = [
    { exercise: false, codes: ['1', '2'] },
    { exercise: true, codes: ['3'] },
  ]
  const codes = (...warnings) => [...warnedCodes({ warnings })]
  assert.deepEqual(codes(flood, { exercise: false, codes: ['4'] }, drill), ['1', '2'])
  assert.deepEqual(codes(drill), [])
  assert.deepEqual(codes(), [])
})

test('the area itself or what is below it is dashed, and nothing of elsewhere', () => {
  const shapes = (...codes) => warnedShapes(area, new Set(codes)).map(({ path }) => path)
  assert.deepEqual(shapes('1-2', '9'), ['east'])
  assert.deepEqual(shapes('1'), ['all'])
  assert.deepEqual(shapes(), [])
})

test('the line is as wide in pixels at every zoom, and the dash ends with it', () => {
  const context = pen()
  paintWarned(context, VIEW, area, new Set(['1-1']), 1)
  assert.deepEqual(context.drawn, [
    ['at', 0.2, 0, 0, 0.2, 1_600_000, 800_000],
    ['dash', 100, 60],
    ['west', 20],
    ['back'],
  ])
  const none = pen()
  paintWarned(none, VIEW, area, new Set(), 1)
  assert.deepEqual(none.drawn, [])
})
