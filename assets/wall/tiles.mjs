// One tile per area below: open cases, people on duty, overdue; a click goes deeper. Follows `area` and `state`.
import { named, word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { activeElement, byId, childrenOf, oncePerFrame, part, setText } from '../core/dom.mjs'
import { Ranking, listed } from './ranking.mjs'
import { WORST, columnsFor, placed, roomFor, worst } from './tile_layout.mjs'
import { onOrder, ranked, switchOrder } from './tile_order.mjs'
import { DIRECT, REST, fillTile, fitTiles, squeezeNames, lengths, newTile } from './tile.mjs'
import { wide } from './wide.mjs'

const COUNTERS = ['open', 'on_duty', 'overdue', 'sos']
const FEW = 8 // areas below, that share the height of a wide wall: a village's grids
const LEAST = [5, 4.4] // rem, and of the tiles' letters: how wide a tile is at least

/**
 * What the style sheet gives the tiles: {width, least, rows} in CSS pixels and whole rows.
 * @param {HTMLElement} root
 * @param {HTMLElement} column
 */
function roomIn(root, column) {
  const style = getComputedStyle(root)
  const sizes = [style.gridAutoRows, style.rowGap, style.paddingTop]
  const [row, gap, padding] = sizes.map((size) => Number.parseFloat(size))
  const filling = wide() || root.closest('[data-place]') !== null // a place of their own, on a screen
  const high = filling ? root.clientHeight : (column.clientHeight * Number.parseFloat(style.maxHeight)) / 100
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return {
    width: root.clientWidth,
    side: wide()?.columns ?? 0,
    least: Math.max(LEAST[0] * rem, LEAST[1] * Number.parseFloat(style.fontSize)),
    rows: Number.isFinite(high)
      ? Math.max(1, Math.floor((high - 2 * padding + gap) / (row + gap)))
      : Infinity,
  }
}

/**
 * The counters of several areas as one.
 * @param {any} values
 */
function sum(values) {
  /** @param {string} name */
  const total = (name) =>
    values.reduce((/** @type {number} */ all, /** @type {any} */ value) => all + (value[name] ?? 0), 0)
  return Object.fromEntries(COUNTERS.map((name) => [name, total(name)]))
}

export const mountTiles = () => new Tiles(byId('tiles'))

export const switchTiles = () => switchOrder(wide() !== null)

class Tiles {
  /** @type {HTMLElement} */
  #root
  /** @type {any} */
  #column // distance mode tells by its class what to drop
  #tiles = new Map() // code → element
  /** @type {any} */
  #area = null
  /** @type {any} */
  #told = null // the newest `state`
  #laid = '' // what the layout was made for; shorter numbers do not make the tiles jump
  /** @type {number[]} */
  #longest = []
  /** @type {any[]} */
  #rest = [] // areas for which the wall has no room
  #ranking = new Ranking()
  #title

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    this.#column = root.closest('.column')
    this.#title = part(/** @type {HTMLElement} */ (root.parentElement), 'order')
    const draw = oncePerFrame(() => this.#draw())
    on('area', (area) => {
      this.#enter(area)
      draw()
    })
    on('state', (told) => {
      this.#told = told
      draw()
    })
    onOrder(draw)
    new ResizeObserver(draw).observe(root)
    new MutationObserver(draw).observe(this.#column, { attributeFilter: ['class'] })
  }

  /** @param {Area} area */
  #enter(area) {
    this.#area = area
    this.#tiles.clear()
    this.#longest = []
  }

  #draw() {
    if (this.#area === null) return
    this.#fill()
    this.#lay()
  }

  /** Whether what is known is about the area shown. */
  get #current() {
    return this.#area !== null && this.#told?.code === this.#area.code
  }

  /** @param {string} code */
  #valueOf(code) {
    const { direct, tiles } = this.#told.state
    if (code === DIRECT) return direct ?? {}
    if (code === REST) return sum(this.#rest.map((area) => tiles[area.code] ?? {}))
    return tiles[code] ?? {}
  }

  get #hasDirect() {
    return this.#current && Object.values(this.#told.state.direct ?? {}).some(Boolean)
  }

  /** Those that get a tile, and what stands behind them. */
  #chosen(/** @type {Room} */ { width, least, rows, side }) {
    const { children } = this.#area
    const few = this.#column.classList.contains('no-most-tiles') && this.#current
    const direct = this.#hasDirect ? [{ code: DIRECT, name: word('tile_direct') }] : []
    const room = (side ? side * rows : roomFor(width, least, rows)) - direct.length
    const values = this.#current ? this.#told.state.tiles : {}
    const all = this.#ordered(side > 0)
    const most = (/** @type {number | undefined} */ many) =>
      ranked(side > 0) ? all.slice(0, many ?? WORST) : worst(children, values, many)
    if (few && !side) return { below: most(undefined), others: [], last: direct }
    if (children.length <= room) return { below: all, others: [], last: direct }
    const chosen = most(room - 1)
    const below = side && !ranked(true) ? placed(chosen, 1) : chosen
    const others = children.filter((/** @type {any} */ child) => !below.includes(child))
    return { below, others, last: [{ code: REST, name: word('tile_rest', { n: others.length }) }, ...direct] }
  }

  /** @param {boolean} list */
  #ordered(list) {
    if (!ranked(list)) return list ? placed(this.#area.children, 1) : this.#area.children
    const held = this.#root.matches(':hover, :focus-within')
    const values = this.#current ? this.#told.state.tiles : null
    return this.#ranking.order(this.#area.children, values, held, performance.now())
  }

  /** @param {any} child */
  #tile(child) {
    if (!this.#tiles.has(child.code)) this.#tiles.set(child.code, newTile(child, named(child)))
    return this.#tiles.get(child.code)
  }

  /** @param {(Named & {code: string})[]} children */
  #place(children) {
    const root = this.#root
    const wanted = children.map((child) => this.#tile(child))
    if (wanted.length === root.childElementCount && wanted.every((node, at) => node === root.children[at]))
      return
    const focused = root.contains(activeElement()) ? activeElement() : null
    root.replaceChildren(...wanted)
    if (focused?.isConnected) focused.focus({ preventScroll: true }) // moved, it lost it
  }

  #fill() {
    if (!this.#current) return
    const most = Math.max(1, ...Object.values(this.#told.state.tiles).map(({ open }) => open ?? 0))
    for (const [code, node] of this.#tiles) fillTile(node, this.#valueOf(code), most)
    this.#longest = lengths(childrenOf(this.#root)).map((length, at) =>
      Math.max(length, this.#longest[at] ?? 0),
    )
  }

  #lay() {
    const room = roomIn(this.#root, this.#column)
    const { below, others, last } = this.#chosen(room)
    const order = [...below, ...last].map(({ code }) => code).join()
    const parts = [this.#area.code, order, this.#longest, Object.values(room), this.#column.className]
    const wanted = [...parts, ranked(room.side > 0)].join('|')
    if (wanted === this.#laid) return
    this.#rest = others
    this.#tiles.delete(REST)
    this.#place([...below, ...last])
    this.#fill()
    const count = below.length + last.length
    if (!room.side) this.#root.classList.remove('few')
    const columns = room.side ? 0 : this.#columns(count, room, others.length > 0)
    if (room.side) this.#list(count, room)
    else if (!ranked(false)) this.#place([...placed(below, columns), ...last])
    squeezeNames(childrenOf(this.#root))
    const by = ranked(room.side > 0) ? 'ranking' : 'ranking_place'
    setText(this.#title, word(by))
    this.#laid = wanted
  }

  /**
   * @param {number} count
   * @param {Room} room
   */
  #list(count, { rows, side }) {
    const root = this.#root
    for (const [name, many] of Object.entries(listed(count, rows, side)))
      root.style.setProperty(`--${name}`, String(many))
    root.classList.remove('crowded')
    root.classList.toggle('few', side > 0 && count <= FEW)
  }

  /**
   * How many columns so many tiles stand in; that it is too many for their texts is told by a class.
   * @param {number} many
   * @param {Room} room
   * @param {boolean} more
   */
  #columns(many, room, more) {
    const root = this.#root
    /** @param {number} tried */
    const fits = (tried) => {
      root.style.setProperty('--columns', String(tried))
      return fitTiles(childrenOf(root))
    }
    const columns = columnsFor(many, room.width, room.least, fits, room.rows)
    root.classList.toggle('crowded', !fits(columns) || more)
    return columns
  }
}
