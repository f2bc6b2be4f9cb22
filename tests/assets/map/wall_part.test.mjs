// One map across several screens: its parts meet, and what stands at a seam is on one of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Labels } from '../../../assets/map/labels.mjs'
import { mercatorX, mercatorY, worldPixels } from '../../../assets/map/mercator.mjs'
import { edges, owns, partView, pulled } from '../../../assets/map/wall_part.mjs'

const BOUNDS = [
  [22.6, 113.5],
  [23.2, 114.3],
]
const SIZES = [
  { x: 1920, y: 1080 },
  { x: 1367, y: 771 },
]
const CELLS = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
]
const partAt = ([row, column], gap = 0) => ({ rows: 2, columns: 2, row, column, gap })

/** As the map has it: whole pixels of its corner. */
function viewOf(part, size, more) {
  const { zoom, centre } = partView(BOUNDS, size, part, more)
  const world = worldPixels(zoom)
  const left = Math.round(mercatorX(centre[1]) * world - size.x / 2)
  const top = Math.round(mercatorY(centre[0]) * world - size.y / 2)
  return { zoom, world, left, top, width: size.x, height: size.y, ratio: 1, part }
}

for (const size of SIZES)
  for (const gap of [0, 37])
    test(`four parts of ${size.x} × ${size.y} meet to the pixel, ${gap} between them`, () => {
      const views = CELLS.map((cell) => viewOf(partAt(cell, gap), size))
      assert.equal(new Set(views.map(({ zoom }) => zoom)).size, 1)
      const [first] = views
      views.forEach(({ left, top }, at) => {
        const [row, column] = CELLS[at]
        assert.equal(left - first.left, (column - 1) * (size.x + gap))
        assert.equal(top - first.top, (row - 1) * (size.y + gap))
      })
      const [west, east] = [mercatorX(113.5), mercatorX(114.3)].map((x) => x * first.world - first.left)
      assert.ok(west >= 0 && east <= 2 * size.x + gap)
    })

test('all parts move alike against burn-in', () => {
  for (const cell of CELLS) {
    const [still, moved] = [
      [0, 0],
      [2, 2],
    ].map((shift) => viewOf(partAt(cell), SIZES[0], { shift }))
    assert.deepEqual([still.left - moved.left, still.top - moved.top], [2, 2])
  }
})

test('a place that all look at stands in the middle of one screen, not under a frame', () => {
  const view = viewOf(partAt([1, 1], 40), SIZES[0], { inside: true })
  const [x, y] = [mercatorX(113.9) * view.world - view.left, mercatorY(22.9) * view.world - view.top]
  assert.ok(Math.abs(x - 960) <= 1 && Math.abs(y - 540) < 20)
})

test('every pixel of the wall is named by one screen', () => {
  for (const gap of [0, 30])
    for (let x = -500; x < 2400 + gap; x += 7)
      for (let y = -300; y < 1500 + gap; y += 11) {
        const owners = CELLS.filter(([row, column]) => {
          const view = { part: partAt([row, column], gap), width: 1000, height: 600 }
          return owns(view, x - (column - 1) * (1000 + gap), y - (row - 1) * (600 + gap))
        })
        assert.equal(owners.length, 1, `${x} ${y}`)
      }
})

test('what the frames would hide stands at the edge of the nearer picture, and no further', () => {
  assert.deepEqual(
    [-31, -30, -1, 0, 5].map((value) => pulled(value, 1000, false, false, 60)),
    [-31, 0, 0, 0, 5],
  )
  assert.deepEqual(
    [999, 1000, 1029, 1030].map((value) => pulled(value, 1000, false, false, 60)),
    [999, 999, 999, 1030],
  )
  assert.equal(pulled(-5, 1000, true, false, 60), -5)
})

test('the outer edges of a wall by its corners and its middle', () => {
  assert.equal(edges(partAt([1, 1])), 'top left')
  assert.equal(edges(partAt([2, 2])), 'bottom right')
  assert.equal(edges({ rows: 3, columns: 3, row: 2, column: 2, gap: 0 }), '')
})

test('a name at a seam stands wholly on one screen', () => {
  const size = SIZES[0]
  const context = { measureText: (text) => ({ width: text.length * 20 }) }
  const views = CELLS.map((cell) => viewOf(partAt(cell), size))
  const [{ world, left, top }] = views
  for (const [x, y] of [
    [1918, 300],
    [1925, 1079],
    [1920, 1080],
    [400, 1083],
  ]) {
    const child = { name: 'Somewhere', km2: 1, x: (left + x) / world, y: (top + y) / world }
    const shown = views.flatMap((view) => {
      const labels = new Labels()
      labels.show([child], ({ name }) => name)
      labels.arrange(context, view, { font: 'f', size: 20, taken: [], holds: () => true })
      return labels.boxes
    })
    assert.equal(shown.length, 1, `${x} ${y}`)
    const [box] = shown
    assert.ok(box.left >= 0 && box.top >= 0 && box.right <= size.x && box.bottom <= size.y)
  }
})
