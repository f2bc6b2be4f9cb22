// One tile per area below: open cases, people on duty, overdue; a click goes deeper. Follows `area` and `state`.
import { named, word } from '../page.mjs'
import { on } from '../store.mjs'
import { byId, oncePerFrame } from './dom.mjs'
import { columnsFor, placed, worst } from './placing.mjs'
import { DIRECT, fillTile, fitTile, lengths, newTile } from './tile.mjs'

export function mountTiles() {
  const root = byId('tiles')
  const column = root.parentElement // distance mode tells by its class what to drop
  const tiles = new Map() // code → element
  let area = null
  let told = null
  let laid = '' // what the layout was made for; shorter numbers do not make the tiles jump
  let longest = []

  const current = () => area !== null && told?.code === area.code
  const valueOf = (code) => (code === DIRECT ? told.state.direct : told.state.tiles[code]) ?? {}
  const hasDirect = () => current() && Object.values(told.state.direct ?? {}).some(Boolean)

  function chosen() {
    const few = column.classList.contains('no-most-tiles') && current()
    const below = few ? worst(area.children, told.state.tiles) : area.children
    return { below, direct: hasDirect() ? [{ code: DIRECT, name: word('tile_direct') }] : [] }
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
    const { below, direct } = chosen()
    const order = below.map(({ code }) => code).join()
    const wanted = [area.code, order, direct.length, longest, root.clientWidth, column.className].join('|')
    if (wanted === laid) return
    place([...below, ...direct])
    fill()
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
    const columns = columnsFor(below.length + direct.length, root.clientWidth, 5 * rem, (tried) => {
      root.style.setProperty('--columns', tried)
      return [...root.children].every(fitTile)
    })
    root.style.setProperty('--columns', columns)
    place([...placed(below, columns), ...direct])
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
