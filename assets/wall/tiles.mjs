// One tile per area below: open cases, people on duty, overdue; a click goes deeper. Follows `area` and `state`.
import { named, word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { byId, oncePerFrame } from '../core/dom.mjs'
import { columnsFor, placed, roomFor, worst } from './tile_layout.mjs'
import { DIRECT, REST, fillTile, fitTiles, lengths, newTile } from './tile.mjs'

const COUNTERS = ['open', 'on_duty', 'overdue', 'sos']
const LEAST = [5, 4.4] // rem, and of the tiles' letters: how wide a tile is at least

/** What the style sheet gives the tiles: {width, least, rows} in CSS pixels and whole rows. */
function roomIn(root) {
  const style = getComputedStyle(root)
  const [row, gap, padding] = ['gridAutoRows', 'rowGap', 'paddingTop'].map((name) =>
    Number.parseFloat(style[name]),
  )
  const high = (root.parentElement.clientHeight * Number.parseFloat(style.maxHeight)) / 100
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return {
    width: root.clientWidth,
    least: Math.max(LEAST[0] * rem, LEAST[1] * Number.parseFloat(style.fontSize)),
    rows: Number.isFinite(high)
      ? Math.max(1, Math.floor((high - 2 * padding + gap) / (row + gap)))
      : Infinity,
  }
}

export function mountTiles() {
  const root = byId('tiles')
  const column = root.parentElement // distance mode tells by its class what to drop
  const tiles = new Map() // code → element
  let area = null
  let told = null
  let laid = '' // what the layout was made for; shorter numbers do not make the tiles jump
  let longest = []
  let rest = [] // areas for which the wall has no room

  const current = () => area !== null && told?.code === area.code
  const valueOf = (code) =>
    (code === DIRECT ? told.state.direct : code === REST ? sum(rest) : told.state.tiles[code]) ?? {}
  const hasDirect = () => current() && Object.values(told.state.direct ?? {}).some(Boolean)

  const sum = (areas) => {
    const values = areas.map(({ code }) => told.state.tiles[code] ?? {})
    return Object.fromEntries(
      COUNTERS.map((name) => [name, values.reduce((all, value) => all + (value[name] ?? 0), 0)]),
    )
  }

  /** Those that get a tile, and what stands behind them. */
  function chosen({ width, least, rows }) {
    const few = column.classList.contains('no-most-tiles') && current()
    const direct = hasDirect() ? [{ code: DIRECT, name: word('tile_direct') }] : []
    const room = roomFor(width, least, rows) - direct.length
    const values = current() ? told.state.tiles : {}
    if (few) return { below: worst(area.children, values), others: [], last: direct }
    if (area.children.length <= room) return { below: area.children, others: [], last: direct }
    const below = worst(area.children, values, room - 1)
    const others = area.children.filter((child) => !below.includes(child))
    return { below, others, last: [{ code: REST, name: word('tile_rest', { n: others.length }) }, ...direct] }
  }

  function tile(child) {
    if (!tiles.has(child.code)) tiles.set(child.code, newTile(child, named(child)))
    return tiles.get(child.code)
  }

  function place(children) {
    const wanted = children.map(tile)
    if (wanted.length !== root.childElementCount || wanted.some((node, at) => node !== root.children[at]))
      root.replaceChildren(...wanted)
  }

  function fill() {
    if (!current()) return
    for (const [code, node] of tiles) fillTile(node, valueOf(code))
    longest = lengths(root.children).map((length, at) => Math.max(length, longest[at] ?? 0))
  }

  function lay() {
    const room = roomIn(root)
    const { below, others, last } = chosen(room)
    const order = [...below, ...last].map(({ code }) => code).join()
    const wanted = [area.code, order, longest, Object.values(room), column.className].join('|')
    if (wanted === laid) return
    rest = others
    tiles.delete(REST)
    place([...below, ...last])
    fill()
    const fits = (tried) => {
      root.style.setProperty('--columns', tried)
      return fitTiles([...root.children])
    }
    const columns = columnsFor(below.length + last.length, room.width, room.least, fits, room.rows)
    root.classList.toggle('crowded', !fits(columns) || others.length > 0)
    place([...placed(below, columns), ...last])
    laid = wanted
  }

  const draw = oncePerFrame(() => {
    if (area === null) return
    fill()
    lay()
  })
  on('area', (payload) => {
    area = payload
    tiles.clear()
    longest = []
    draw()
  })
  on('state', (value) => {
    told = value
    draw()
  })
  new ResizeObserver(draw).observe(root)
  new MutationObserver(draw).observe(column, { attributeFilter: ['class'] })
}
