// One tile per area below, laid out roughly where it lies: rows from north to south, in a row from west to east.
import { named, word } from '../page.mjs'
import { prefetch } from '../route.mjs'
import { on } from '../store.mjs'
import { wallAddress } from './crumbs.mjs'
import { byId, make, oncePerFrame, part, setAttribute } from './dom.mjs'
import { shortName } from './names.mjs'
import { writeNumber } from './numbers.mjs'

const DIRECT = 'direct'
const WORST = 8

/** `children` with `label: [lat, lon]` → the same, row by row as they lie on the map, `columns` to a row. */
export function placed(children, columns) {
  const southward = [...children].sort((a, b) => b.label[0] - a.label[0] || (a.code < b.code ? -1 : 1))
  const rows = []
  for (let at = 0; at < southward.length; at += columns) rows.push(southward.slice(at, at + columns))
  return rows.flatMap((row) => row.sort((a, b) => a.label[1] - b.label[1]))
}

/** How many columns: as few rows as the widest name allows, and those evenly filled. */
export function columnsFor(count, width, tileWidth) {
  const most = Math.max(1, Math.floor(width / tileWidth))
  const rows = Math.ceil(count / most)
  return Math.max(1, Math.ceil(count / rows))
}

/** The eight that need eyes first: SOS, then overdue, then open. */
export function worst(children, values) {
  const weight = ({ code }) => {
    const { sos = 0, overdue = 0, open = 0 } = values[code] ?? {}
    return sos * 1e8 + (overdue ?? 0) * 1e4 + open
  }
  return [...children].sort((a, b) => weight(b) - weight(a)).slice(0, WORST)
}

export function mountTiles(wall) {
  const root = byId('tiles')
  const tiles = new Map() // code → element
  let area = null
  let shown = null

  const values = () => ({ ...shown?.state.tiles, [DIRECT]: shown?.state.direct ?? {} })
  const current = () => area && shown?.code === area.code
  const hasDirect = () => current() && Object.values(shown.state.direct ?? {}).some(Boolean)

  function lay() {
    if (!area) return
    const few = wall.dataset.drop >= 6 && current()
    const chosen = few ? worst(area.children, shown.state.tiles) : area.children
    const columns = columnsFor(chosen.length + (hasDirect() ? 1 : 0), root.clientWidth, tileWidth(root, chosen))
    root.style.setProperty('--columns', columns)
    const wanted = placed(chosen, columns).map((child) => tile(child, tileLabel(child)))
    if (hasDirect()) wanted.push(tile({ code: DIRECT, name: word('tile_direct') }, word('tile_direct')))
    if (wanted.length !== root.childElementCount || wanted.some((node, at) => node !== root.children[at]))
      root.replaceChildren(...wanted)
  }

  function tile(child, label) {
    const node = tiles.get(child.code) ?? newTile(child, label)
    tiles.set(child.code, node)
    return node
  }

  function fill() {
    if (!current()) return
    for (const [code, node] of tiles) fillTile(node, values()[code] ?? {})
  }

  const draw = oncePerFrame(() => {
    lay()
    fill()
  })
  on('area', (payload) => {
    area = payload
    tiles.clear()
    draw()
  })
  on('state', (value) => {
    shown = value
    draw()
  })
  new ResizeObserver(draw).observe(root)
}

const tileLabel = (child) => shortName(named(child))

function newTile(child, label) {
  const direct = child.code === DIRECT
  const node = make(direct ? 'div' : 'a', direct ? 'tile direct' : 'tile')
  node.dataset.area = child.code
  if (!direct) {
    node.href = wallAddress(child.code)
    node.addEventListener('pointerenter', () => prefetch(child.code))
    node.addEventListener('focus', () => prefetch(child.code))
  }
  node.dataset.name = named(child)
  node.append(make('span', 'tile-name', label), number('open', 'tile-open'), foot())
  return node
}

function number(counter, className) {
  const node = make('span', className)
  node.dataset.counter = counter
  node.dataset.part = counter
  return node
}

function foot() {
  const node = make('span', 'tile-foot')
  const late = make('span', 'tile-late')
  late.append(make('span', 'mark overdue'), number('overdue', ''))
  late.dataset.part = 'late'
  const duty = make('span', 'tile-duty')
  duty.append(make('span', 'dot patrolling'), number('on_duty', ''))
  node.append(duty, late)
  return node
}

function fillTile(node, value) {
  for (const counter of ['open', 'on_duty', 'overdue']) writeNumber(part(node, counter), value[counter])
  part(node, 'late').hidden = !value.overdue
  node.classList.toggle('late', value.overdue > 0)
  node.classList.toggle('sos', value.sos > 0)
  node.classList.toggle('calm', !value.open)
  const told = { name: node.dataset.name, open: value.open, on_duty: value.on_duty, overdue: value.overdue ?? '—' }
  setAttribute(node, 'aria-label', word('tile_title', told))
}

let pen = null

function tileWidth(root, children) {
  pen ??= document.createElement('canvas').getContext('2d')
  const style = getComputedStyle(root)
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const name = Math.max(...children.map((child) => pen.measureText(tileLabel(child)).width), 0)
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  return Math.max(name + 1.9 * rem, 5.25 * rem)
}
