// Camera pictures in the places of a stage: given ones in their order, those around a place, or the area's in turn. As many as can be
// read. A picture that goes on being wanted is moved, not begun anew. One timer for all of them, for good.
import { MOST_CAMERAS } from '../../core/contract.mjs'
import { make, oncePerFrame, setAttribute } from '../../core/dom.mjs'
import { named, page, word } from '../../core/page.mjs'
import { NOTHING, byArea } from '../../wall/cameras/choice.mjs'
import { reasonOf } from '../../wall/cameras/caption.mjs'
import { Hosts } from '../../wall/cameras/hosts.mjs'
import { createKnown } from '../../wall/cameras/known.mjs'
import { columnsFor } from '../../wall/cameras/layouts.mjs'

const LOOK_MS = 1000
const GRIDS = [1, 2, 4, 6, 9, 12, 16]
const PICTURE = 16 / 9
const LEAST_REM = 19 // how wide a picture is at least, where there are several

/**
 * `rows`: those to choose from, or null for the area's; `ids`: only these; `waits`: which it will be is still asked.
 * @typedef {{cell: HTMLElement, grid: HTMLElement, none: HTMLElement, ids: string[], rows: Camera[] | null, main: boolean, waits: boolean, why: string, choice: any}} Group
 */

export class CameraCells {
  #hosts
  /** @type {Set<Group>} */
  #groups = new Set()
  #later = oncePerFrame(() => this.#draw())
  #known = createKnown(() => this.#later())

  /** @param {any} link */
  constructor(link) {
    this.#hosts = new Hosts(link)
    setInterval(() => this.#groups.size && this.#draw(), LOOK_MS)
  }

  /**
   * @param {HTMLElement} cell
   * @param {{ids?: string[], rows?: Camera[] | null, main?: boolean, waits?: boolean}} wanted
   */
  open(cell, { ids = [], rows = null, main = false, waits = false }) {
    const [grid, none] = [make('div', 'stage-cameras'), make('p', 'stage-none')]
    cell.append(grid, none)
    /** @type {Group} */
    const group = { cell, grid, none, ids, rows, main, waits, why: '', choice: NOTHING }
    this.#groups.add(group)
    const sizes = new ResizeObserver(this.#later)
    sizes.observe(cell)
    return {
      /**
       * @param {Camera[]} others
       * @param {string} [none] the word where there are none
       */
      among: (others, none = 'screen_cameras_none_near') => {
        group.rows = others
        group.why = none
        group.waits = false
        this.#later()
      },
      close: () => {
        sizes.disconnect()
        this.#groups.delete(group)
        this.#draw() // the others take their pictures along before the cell goes
      },
    }
  }

  /**
   * A camera's row, as far as this page knows it.
   * @param {string} id
   */
  find(id) {
    this.#known.need([id])
    return this.#known.find(id)
  }

  #draw() {
    /** @type {any[]} */
    const list = []
    const taken = new Set()
    const groups = [...this.#groups].map((group) => ({ group, cameras: this.#choices(group) }))
    const sizes = dealt(
      groups.map(({ group, cameras }) => Math.min(cameras.length, mostIn(group.cell))),
      MOST_CAMERAS,
    )
    groups.forEach(({ group, cameras }, nth) => {
      this.#seat(group, cameras, sizes[nth]).forEach((id, at) => {
        const cell = /** @type {HTMLElement} */ (group.grid.children[at])
        const camera = group.rows?.find((row) => row.id === id) ?? (id && this.#known.find(id))
        if (!camera || taken.has(id)) return
        taken.add(id)
        const reason = reasonOf(camera, camera.metres, false)
        list.push({ camera, cell, main: group.main, pinned: false, reason, label: named(camera) })
      })
    })
    this.#hosts.place(list)
  }

  /**
   * Which of the groups it is that show the area's cameras, and of how many.
   * @param {Group} group
   * @returns {[number, number]}
   */
  #turn(group) {
    const alike = [...this.#groups].filter(({ ids, rows }) => !ids.length && rows === null)
    return [alike.indexOf(group), alike.length]
  }

  /**
   * Those that a group may show.
   * @param {Group} group
   * @returns {Camera[]}
   */
  #choices(group) {
    const { rows } = this.#known.told()
    this.#known.need(group.ids)
    if (!group.ids.length) return group.rows ?? shareOf(rows, this.#turn(group))
    return group.ids.map((id) => this.#known.find(id)).filter(Boolean)
  }

  /**
   * Who stands where in a group, its grid laid for so many.
   * @param {Group} group
   * @param {Camera[]} cameras
   * @param {number} size
   * @returns {(string | null)[]}
   */
  #seat(group, cameras, size) {
    const { running } = this.#known.told()
    group.choice = byArea(group.choice, {
      ...{ cameras, size, now: performance.now() },
      dwell: page.cameras.dwell_seconds * 1000,
    })
    lay(group, size)
    group.none.hidden = size > 0
    group.cell.classList.toggle('none', size === 0 && !group.waits)
    if (size === 0) group.none.textContent = word(noneOf(group, running))
    return group.choice.seats
  }
}

/**
 * @param {Group} group
 * @param {boolean | null} running
 */
function noneOf(group, running) {
  if (running === null || group.waits) return 'screen_cameras_wait'
  if (!running) return 'cameras_off'
  return group.rows ? group.why : group.ids.length ? 'screen_cameras_gone' : 'no_cameras'
}

/**
 * The area's cameras are dealt out to those who show them: none stands in two places, and no place is empty while
 * another one has several.
 * @param {Camera[]} rows
 * @param {[number, number]} turn
 */
export const shareOf = (rows, [which, many]) => rows.filter((_, at) => at % many === which)

/**
 * How many pictures each place gets, where all together can have `most`: the largest give way first.
 * @param {number[]} wanted
 * @param {number} most
 */
export function dealt(wanted, most) {
  const sizes = [...wanted]
  for (let over = sizes.reduce((sum, size) => sum + size, 0) - most; over > 0; over--)
    sizes[sizes.indexOf(Math.max(...sizes))] -= 1
  return sizes
}

/**
 * How many pictures can be read in a place.
 * @param {HTMLElement} cell
 */
function mostIn({ clientWidth: width, clientHeight: height }) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const least = LEAST_REM * rem
  const fits = (/** @type {number} */ many) => {
    const columns = columnsFor(many, width, height)
    return Math.min(width / columns, (height / Math.ceil(many / columns)) * PICTURE) >= least
  }
  return GRIDS.findLast(fits) ?? 1
}

/**
 * @param {Group} group
 * @param {number} size
 */
function lay({ grid, cell }, size) {
  while (grid.childElementCount > size) grid.lastElementChild?.remove()
  while (grid.childElementCount < size) grid.append(make('div', 'camera-cell'))
  grid.style.setProperty(
    '--columns',
    String(columnsFor(Math.max(1, size), cell.clientWidth, cell.clientHeight)),
  )
  setAttribute(grid, 'data-many', String(size))
}
