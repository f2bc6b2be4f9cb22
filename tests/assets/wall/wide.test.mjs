// How an ultra-wide wall is divided, in CSS pixels of the walls people have; the ranking beside its map.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Ranking, listed } from '../../../assets/wall/ranking.mjs'
import { divide, panelBlock } from '../../../assets/wall/wide.mjs'

const LEAST = { left: 400, rank: 304, feed: 448, panel: 189 }
const far = (scale = 1) =>
  Object.fromEntries(
    Object.entries({ left: 441, rank: 336, feed: 697, panel: 441 }).map(([name, px]) => [name, px * scale]),
  )
const twice = (least) => Object.fromEntries(Object.entries(least).map(([name, px]) => [name, 2 * px]))
const WALLS = [
  ['5760 × 1080', 5760, 925, LEAST],
  ['3840 × 1080', 3840, 925, LEAST],
  ['7680 × 2160', 7680, 1850, twice(LEAST)],
  ['5760 × 1080 from 8 m', 5760, 900, far()],
  ['3840 × 1080 from 8 m', 3840, 900, far()],
  ['7680 × 2160 from 8 m', 7680, 1800, far(2)],
  ['2560 × 1080', 2560, 925, LEAST],
]

for (const [name, width, high, least] of WALLS)
  test(`${name}: six to nine panels, the land has its 35 %, and the feed its width`, () => {
    const { map, rank, panels, many } = divide(width, high, least, true)
    assert.ok(many >= 6 && many <= 9, `${many} panels`)
    assert.ok(map - 44 >= 0.35 * width)
    assert.ok(width - least.left - map - rank - panels >= least.feed - 1)
  })

test('from near the ranking has room for every town of a city, beside panels that hardly give any', () => {
  for (const [name, width, high, least] of WALLS.slice(0, 3)) {
    const { columns, panels, many } = divide(width, high, least, true)
    assert.equal(columns, 2, name)
    assert.ok(panels / (many === 9 ? 3 : 2) >= 0.8 * (high / 3) * (16 / 9), name)
  }
  assert.equal(divide(2560, 968, LEAST, true).columns, 1)
})

test('the block has the grid whose pictures are largest, and none that cannot be read', () => {
  assert.deepEqual(panelBlock(2000, 968, 189), {
    panels: 9,
    width: 1720,
    covered: panelBlock(2000, 968, 189).covered,
  })
  assert.equal(panelBlock(1200, 968, 189).panels, 6)
  assert.equal(panelBlock(300, 968, 300).panels, 4)
  assert.equal(panelBlock(100, 968, 189).panels, 0)
})

test('where there are no cameras the others have the room', () => {
  const [some, none] = [true, false].map((cameras) => divide(3840, 968, LEAST, cameras))
  assert.equal(none.panels, 0)
  assert.ok(none.map > some.map && none.rank > some.rank)
})

test('a ranking takes as many columns as it must, and rows of one length', () => {
  assert.deepEqual(listed(34, 20, 2), { columns: 2, rows: 17 })
  assert.deepEqual(listed(17, 20, 2), { columns: 1, rows: 17 })
  assert.deepEqual(listed(34, 14, 1), { columns: 1, rows: 14 })
  assert.deepEqual(listed(0, 20, 2), { columns: 1, rows: 1 })
})

test('who needs eyes is first, and the order holds still while somebody is in it and for some seconds', () => {
  const ranking = new Ranking()
  const areas = ['a', 'b', 'c'].map((code) => ({ code }))
  const order = (values, held, now) => ranking.order(areas, values, held, now).map(({ code }) => code)
  assert.deepEqual(order(null, false, 0), ['a', 'b', 'c'])
  assert.deepEqual(order({ b: { open: 3 }, c: { overdue: 1 } }, false, 1), ['c', 'b', 'a'])
  const later = { a: { sos: 1 }, b: { open: 3 } }
  assert.deepEqual(order(later, false, 5000), ['c', 'b', 'a'])
  assert.deepEqual(order(later, true, 20_000), ['c', 'b', 'a'])
  assert.deepEqual(order(later, false, 20_000), ['a', 'b', 'c'])
})
