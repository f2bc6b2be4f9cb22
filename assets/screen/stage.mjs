// Puts a stage on the page: the regions into their places, what a module draws beside them, the area, and what the map looks at.
// All in one go, so that nothing is seen half. The map is never taken off the page.
import { areaMap } from '../core/api.mjs'
import { byId, make, setAttribute } from '../core/dom.mjs'
import { here, turnTo } from '../core/route.mjs'
import { emit, last, on } from '../core/store.mjs'

const AGAIN_MS = 2000 // an area that could not be loaded is tried again
const LEAF = 'grid' // level of an area whose wall has nothing below

/** @type {Record<string, string>} */
const REGIONS = {
  map: '.map-place',
  tiles: '#ranking',
  counters: '.counters',
  feed: '#feed',
  chart: '#chart',
}

/** @typedef {(cell: HTMLElement, panel: StagePanel, stage: Stage) => OpenPanel} Opener */

export class StageHand {
  /** @type {Stage | null} */
  #stage = null
  /** @type {{cell: HTMLElement, panel: OpenPanel}[]} */
  #open = []
  #tried = -Infinity
  #focused = '' // what the map was told to look at
  #parts

  /**
   * @param {HTMLElement} wall
   * @param {{openers: Record<string, Opener>, mark: import('./place_mark.mjs').PlaceMark, share: (shares: boolean) => void, rest: (rests: boolean) => void}} parts
   */
  constructor(wall, parts) {
    this.wall = wall
    this.#parts = parts
    on('area', () => {
      this.#focused = '' // the map has forgotten
      queueMicrotask(() => this.#focus()) // once everybody knows the area
    })
    on('state', ({ changed }) => changed.has('cases') && this.#seek())
  }

  get stage() {
    return this.#stage
  }

  /** @param {Stage} stage */
  show(stage) {
    if (stage.key !== this.#stage?.key) this.#change(stage)
    const wanted = this.#area ?? stage.area
    if (wanted !== here() && performance.now() - this.#tried > AGAIN_MS) this.#enter(wanted)
  }

  /** @type {string | null} */
  #area = null // instead of the stage's: a case that its map does not show

  /** @param {string} code */
  #enter(code) {
    this.#tried = performance.now()
    turnTo(code)
  }

  /** @param {Stage} stage */
  #change(stage) {
    const { wall } = this
    this.#stage = stage
    this.#area = null
    this.#tried = -Infinity
    const grid = stage.layout !== 'wall'
    wall.classList.toggle('staged', grid)
    setAttribute(wall, 'data-stage', stage.layout)
    this.#place(stage)
    this.#parts.rest(grid)
    window.gridwall.map?.invalidateSize({ animate: false, pan: true }) // now, not after a frame of the old size
    this.#parts.share(stage.layout === 'part')
    this.#focus()
  }

  /** @param {Stage} stage */
  #place(stage) {
    const old = this.#open
    const kinds = new Map(stage.panels.map(({ kind }, at) => [kind, at + 1]))
    for (const [kind, selector] of Object.entries(REGIONS)) {
      const region = this.wall.querySelector(selector)
      const at = kinds.get(kind)
      if (at) region?.setAttribute('data-place', String(at))
      else region?.removeAttribute('data-place')
    }
    const box = byId('stage-panels')
    this.#open = stage.panels.flatMap((panel, at) => {
      const open = this.#parts.openers[panel.kind]
      if (!open) return []
      const cell = make('section', `stage-panel stage-${panel.kind}`)
      cell.dataset.place = String(at + 1)
      box.append(cell)
      return [{ cell, panel: open(cell, panel, stage) }]
    })
    for (const { cell, panel } of old) {
      panel.close()
      cell.remove()
    }
  }

  /** What the map looks at, once it shows the area. */
  #focus() {
    const { focus } = this.#stage ?? { focus: null }
    const key = JSON.stringify(focus)
    if (last('area')?.code !== here() || key === this.#focused) return
    const before = this.#focused
    this.#focused = key
    this.#parts.mark.show(focus?.kind === 'place' ? focus : null)
    if (focus?.kind === 'case') emit('select', { kind: 'case', id: focus.id })
    else if (before.includes('"case"')) emit('select', { kind: null })
    this.#seek()
  }

  // A map of a whole city shows the cases that need eyes first: another one is looked for nearby.
  #seek() {
    const stage = this.#stage
    const told = last('state')
    if (stage?.focus?.kind !== 'case' || this.#area !== null || told?.code !== stage.area) return
    const { id, area } = stage.focus
    if (told.state.cases.some((record) => record.id === id) || area === stage.area) return
    areaMap(area).then(
      ({ level, path }) => {
        if (this.#stage !== stage) return
        const above = path.at(-2)?.code
        this.#area =
          level === LEAF &&
          above &&
          path.some((/** @type {{code: string}} */ { code }) => code === stage.area)
            ? above
            : area
        this.show(stage)
      },
      () => {},
    )
  }
}
