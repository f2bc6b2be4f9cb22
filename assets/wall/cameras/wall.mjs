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
import { createHosts } from './hosts.mjs'
import { createKeys } from './keys.mjs'
import { createKnown } from './known.mjs'
import { fit } from './layouts.mjs'
import { createCameraSocket } from '../../cameras/camera_socket.mjs'
import { mountLine } from './line.mjs'
import { keepCameras } from '../../cameras/list.mjs'
import { followPlace } from './near.mjs'

const LOOK_MS = 1000 // how often the time is asked
const LEAST_LETTERS = 11 // of the caption's size, what a panel must be wide; from far away the corner shows one
const IN_USE_MS = 60_000 // a panel somebody used so lately does not turn under their hands; a focus alone does not hold it

/** @type {(event: KeyboardEvent) => (() => void) | null} */
let keys = () => null

/** What a key does to the cameras, or null when it is not theirs. */
export const cameraKey = (event) => keys(event)

export function mountCameras() {
  const cells = createCells()
  const hosts = createHosts(createCameraSocket(ask))
  const line = mountLine()
  const column = byId('cameras').parentElement // distance mode tells by its class what to drop
  const title = byId('cameras').querySelector('.panel-title') // as large as a panel's caption
  const pen = document.createElement('canvas').getContext('2d') // measures
  let view = readView(location.search)
  let choice = NOTHING
  let used = -Infinity
  const later = oncePerFrame(draw)
  const known = createKnown((what) => {
    if (what === 'area') choice = { ...NOTHING, seats: choice.seats }
    later()
  })
  const near = followPlace(later)

  function letters() {
    const { fontSize, fontFamily } = getComputedStyle(title)
    pen.font = `500 ${fontSize} ${fontFamily}`
    return { size: Number.parseFloat(fontSize), wide: (text) => pen.measureText(text).width }
  }

  function mostPanels() {
    if (view.layout !== CORNER) return view.layout
    if (column.classList.contains('no-cameras')) return 0
    return column.clientWidth / 2 < LEAST_LETTERS * letters().size ? 1 : CORNER
  }

  /** Who stands in which panel: [id | null, …]; none without cameras. */
  function seats() {
    const { rows, running } = known.told()
    const pins = view.pins.filter((id) => known.find(id))
    const elsewhere = pins.map(known.find).filter(({ id }) => !rows.some((row) => row.id === id))
    const cameras = [...rows, ...elsewhere]
    const around = running ? near.rows() : null
    const most = mostPanels()
    if (most === 0 || !cameras.length) return []
    const held = view.one !== null || around !== null || performance.now() - used < IN_USE_MS
    const times = { now: performance.now(), dwell: page.cameras.dwell_seconds * 1000, held }
    choice = byArea(choice, { cameras, pins, size: fit(cameras.length, most), ...times })
    line.around(around)
    if (!around) return choice.seats
    const also = pins.filter((id) => !around.some((row) => row.id === id)).length
    return byPlace({ cameras: around, pins, size: fit(around.length + also, most) })
  }

  function shownAs(id, cell, main = false) {
    const around = near.rows()?.find((row) => row.id === id)
    const camera = known.find(id) ?? around
    const pinned = view.pins.includes(id)
    const reason = reasonOf(camera, around?.metres, pinned)
    const { size, wide } = letters()
    const label = labelFor(camera, reason, cell.clientWidth, size, wide)
    return { camera, cell, main, pinned, reason, label }
  }

  function draw() {
    const chosen = seats()
    const isLarge = view.layout !== CORNER && chosen.length > 0
    const one = view.one !== null && known.find(view.one) ? view.one : null
    const places = cells.lay(chosen.length, isLarge)
    cells.cover(isLarge, one !== null)
    places.forEach((cell, at) => cells.empty(cell, one !== null && chosen[at] === one))
    const seated = chosen.flatMap((id, at) => (id === null || id === one ? [] : [shownAs(id, places[at])]))
    const hidden = one !== null && isLarge // covered by the enlarged one: nothing is pulled for it
    hosts.place([...(one === null ? [] : [shownAs(one, cells.single, true)]), ...(hidden ? [] : seated)])
    const asked = [...new Set([...view.pins, ...(view.one === null ? [] : [view.one])])]
    known.need(asked)
    line.missing(known.missing(asked))
  }

  /** Change what is asked for, and the address with it; `step`: one that the way back leads over. */
  function go(change, step = true) {
    view = { ...view, ...change }
    const search = writeView(location.search, view)
    if (search !== location.search)
      history[step ? 'pushState' : 'replaceState'](history.state, '', location.pathname + search)
    draw()
  }

  const parts = { hosts, go, view: () => view, cameras: () => near.rows() ?? known.told().rows }
  keys = createKeys(parts)
  on('camera', ({ id }) => go({ one: id, pins: [...new Set([...view.pins, id])] }))
  addEventListener('popstate', () => {
    view = readView(location.search)
    draw()
  })
  for (const region of [byId('cameras'), byId('camera-stage')]) {
    const use = () => (used = performance.now())
    for (const event of ['pointerdown', 'keydown']) region.addEventListener(event, use)
    region.addEventListener('click', (event) => {
      const id = closest(event, '.camera-panel')?.dataset.camera
      if (id !== undefined) go({ one: view.one === id ? null : id })
    })
  }
  new MutationObserver(later).observe(column, { attributeFilter: ['class'] })
  setInterval(later, LOOK_MS)
  keepCameras()
}
