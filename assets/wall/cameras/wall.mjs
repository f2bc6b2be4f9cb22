// The wall's cameras, put together: choice.mjs says who stands where, cells.mjs where that is, hosts.mjs shows it.
// What somebody asked for stands in the address. The map is never touched.

import { page } from '../../core/page.mjs'
import { closest, byId, oncePerFrame } from '../../core/dom.mjs'
import { ask } from '../../core/socket.mjs'
import { on } from '../../core/store.mjs'
import { CORNER, readView, writeView } from '../../core/camera_query.mjs'
import { labelFor, reasonOf } from './caption.mjs'
import { createCells } from './cells.mjs'
import { NOTHING, byArea, byPlace } from './choice.mjs'
import { Hosts } from './hosts.mjs'
import { Keys } from './keys.mjs'
import { createKnown } from './known.mjs'
import { fit } from './layouts.mjs'
import { CameraSocket } from '../../cameras/camera_socket.mjs'
import { mountLine } from './line.mjs'
import { keepCameras } from '../../cameras/list.mjs'
import { followPlace } from './near.mjs'
import { wide } from '../wide.mjs'

const LOOK_MS = 1000 // how often the time is asked
const LEAST_LETTERS = 11 // of the caption's size, what a panel must be wide; from far away the corner shows one
const IN_USE_MS = 60_000 // a panel somebody used so lately does not turn under their hands; a focus alone does not hold it

/** @type {CameraWall | null} */
let wall = null

/**
 * What a key does to the cameras, or null when it is not theirs.
 * @param {any} event
 */
export const cameraKey = (event) => wall?.keys.action(event) ?? null

/** The page's one link to the camera process: also for panels that stand elsewhere. */
const link = new CameraSocket(ask)

/** Answers what lets the panels rest, or go on: none are pulled where nobody sees them. */
export function mountCameras() {
  const mounted = (wall = new CameraWall(byId('cameras')))
  keepCameras()
  return { link, rest: (/** @type {boolean} */ rests) => mounted.rest(rests) }
}

// Beside the map of an ultra-wide wall no panel is left empty.
/**
 * @param {number} cameras
 * @param {number} most
 */
const size = (cameras, most) => (wide() ? Math.min(cameras, most) : fit(cameras, most))

class CameraWall {
  #cells = createCells()
  #hosts = new Hosts(link)
  #line = mountLine()
  /** @type {any} */
  #column // distance mode tells by its class what to drop
  /** @type {any} */
  #title // as large as a panel's caption
  /** @type {any} */
  #pen = document.createElement('canvas').getContext('2d') // measures
  #view = readView(location.search)
  /** @type {any} */
  #choice = NOTHING
  #used = -Infinity
  #rests = false
  #later = oncePerFrame(() => this.#draw())
  #known = createKnown((what) => {
    if (what === 'area') this.#choice = { ...NOTHING, seats: this.#choice.seats }
    this.#later()
  })
  #near = followPlace(this.#later)
  keys = new Keys({
    hosts: this.#hosts,
    go: (/** @type {Partial<CameraView>} */ change, /** @type {boolean} */ step) => this.#go(change, step),
    view: () => this.#view,
    cameras: () => this.#near.rows() ?? this.#known.told().rows,
  })

  /** @param {Element} root */
  constructor(root) {
    this.#column = root.parentElement
    this.#title = root.querySelector('.panel-title')
    on('camera', ({ id }) => this.#go({ one: id, pins: [...new Set([...this.#view.pins, id])] }))
    addEventListener('popstate', () => {
      this.#view = readView(location.search)
      this.#draw()
    })
    for (const region of [root, byId('camera-stage')]) this.#listen(region)
    new MutationObserver(this.#later).observe(this.#column, { attributeFilter: ['class'] })
    new ResizeObserver(this.#later).observe(root)
    setInterval(this.#later, LOOK_MS)
  }

  /** @param {boolean} rests */
  rest(rests) {
    if (rests === this.#rests) return
    this.#rests = rests
    this.#draw()
  }

  /** @param {HTMLElement} region */
  #listen(region) {
    const use = () => (this.#used = performance.now())
    for (const event of ['pointerdown', 'keydown']) region.addEventListener(event, use)
    region.addEventListener('click', (event) => {
      const id = closest(event, '.camera-panel')?.dataset.camera
      if (id !== undefined) this.#go({ one: this.#view.one === id ? null : id })
    })
  }

  #letters() {
    const { fontSize, fontFamily } = getComputedStyle(this.#title)
    this.#pen.font = `500 ${fontSize} ${fontFamily}`
    return {
      size: Number.parseFloat(fontSize),
      wide: (/** @type {string} */ text) => this.#pen.measureText(text).width,
    }
  }

  #mostPanels() {
    if (this.#rests) return 0
    if (this.#view.layout !== CORNER) return this.#view.layout
    const block = wide()
    if (block) return block.many
    if (this.#column.classList.contains('no-cameras')) return 0
    return this.#column.clientWidth / 2 < LEAST_LETTERS * this.#letters().size ? 1 : CORNER
  }

  /** Who stands in which panel: [id | null, …]; none without cameras. */
  #seats() {
    const { rows, running } = this.#known.told()
    const pins = this.#view.pins.filter((id) => this.#known.find(id))
    const elsewhere = pins
      .map(this.#known.find)
      .filter(({ id }) => !rows.some((/** @type {Camera} */ row) => row.id === id))
    const cameras = [...rows, ...elsewhere]
    const around = running ? this.#near.rows() : null
    const most = this.#mostPanels()
    if (most === 0 || !cameras.length) return []
    this.#choice = byArea(this.#choice, {
      ...{ cameras, pins, size: size(cameras.length, most) },
      ...this.#times(around !== null),
    })
    this.#line.around(around)
    if (!around) return this.#choice.seats
    const also = pins.filter((id) => !around.some((row) => row.id === id)).length
    return byPlace({ cameras: around, pins, size: size(around.length + also, most) })
  }

  /**
   * The time for the round of cameras, which rests while somebody uses them or looks at a place.
   * @param {boolean} around
   */
  #times(around) {
    const now = performance.now()
    const held = this.#view.one !== null || around || now - this.#used < IN_USE_MS
    return { now, dwell: page.cameras.dwell_seconds * 1000, held }
  }

  /**
   * @param {string} id
   * @param {HTMLElement} cell
   */
  #shownAs(id, cell, main = false) {
    const around = this.#near.rows()?.find((row) => row.id === id)
    const camera = this.#known.find(id) ?? around
    const pinned = this.#view.pins.includes(id)
    const reason = reasonOf(camera, around?.metres, pinned)
    const { size, wide } = this.#letters()
    const label = labelFor(camera, reason, cell.clientWidth, size, wide)
    return { camera, cell, main, pinned, reason, label }
  }

  #draw() {
    const view = this.#view
    const chosen = this.#seats()
    const isLarge = view.layout !== CORNER && chosen.length > 0 && !wide()
    const one = view.one !== null && this.#known.find(view.one) ? view.one : null
    const places = this.#cells.lay(chosen.length, isLarge)
    this.#cells.cover(isLarge, one !== null)
    places.forEach((cell, at) => this.#cells.empty(cell, one !== null && chosen[at] === one))
    const seats = places.map((cell, at) => ({ cell, id: chosen[at] }))
    const hidden = one !== null && (isLarge || wide()) // covered by the enlarged one: nothing is pulled for it
    const shown = hidden ? [] : seats.filter(({ id }) => id !== null && id !== one)
    const small = shown.map(({ id, cell }) => this.#shownAs(String(id), cell))
    this.#hosts.place([...(one === null ? [] : [this.#shownAs(one, this.#cells.single, true)]), ...small])
    const asked = [...new Set([...view.pins, ...(view.one === null ? [] : [view.one])])]
    this.#known.need(asked)
    this.#line.missing(this.#known.missing(asked))
  }

  /**
   * Change what is asked for, and the address with it; `step`: one that the way back leads over.
   * @param {Partial<CameraView>} change
   */
  #go(change, step = true) {
    this.#view = { ...this.#view, ...change }
    const search = writeView(location.search, this.#view)
    if (search !== location.search)
      history[step ? 'pushState' : 'replaceState'](history.state, '', location.pathname + search)
    this.#draw()
  }
}
