// The queue's grid: Dash's ag-grid, handed over once the page stands, then fed through its own API: of two
// set_props that React draws at once the first is lost, and with it the lines it brought.

import { now } from '../../core/clock.mjs'
import { word } from '../../core/page.mjs'
import { reloadOnce } from '../../core/reload.mjs'
import { page } from '../case/page.mjs'
import { offerCells } from './cells.mjs'

const ID = 'queue-grid'
const TICK_MS = 1000
const ARRIVAL_MS = 30_000
const HOUR_MS = 3_600_000
const BY_HAND = new Set(['rowClicked', 'spaceKey'])
const RUNNING = ['mark', 'clock', 'who']

// On a narrow desk the map keeps its room: who has a case stands beneath its clock.
const NARROW_REM = 115
/** @type {Record<string, Partial<GridColumn>>} */
const NARROW = { mark: { width: 2.6 }, case: { minWidth: 8 }, clock: { width: 8.5 }, who: { hide: true } }
/** @type {Record<string, Partial<GridColumn>>} */
const WIDE = { who: { hide: false } }

const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)

/**
 * What the layout said in rem, in this page's pixels.
 * @param {GridComponent} component
 * @param {number} size of one rem
 */
function sized({ props, ...rest }, size) {
  const inPixels = (/** @type {GridColumn} */ column) => {
    const headerName = column.hide ? undefined : word(`column_${column.colId}`) // heard, not seen
    const told = { ...column, headerName, ...(innerWidth / size < NARROW_REM ? NARROW : WIDE)[column.colId] }
    for (const name of /** @type {const} */ (['width', 'minWidth'])) {
      const width = told[name]
      if (width) told[name] = Math.round(width * size)
    }
    return told
  }
  const options = { ...props.dashGridOptions, rowHeight: Math.round(props.dashGridOptions.rowHeight * size) }
  return {
    ...rest,
    props: {
      ...props,
      columnDefs: props.columnDefs.map(inPixels),
      dashGridOptions: { ...options, localeText: texts() },
    },
  }
}

const texts = () => ({ noRowsToShow: word('queue_empty'), loadingOoo: word('details_loading') })

/**
 * `picked(id)` when a line is chosen by the pointer; `ready(grid)` once it takes rows.
 * @param {{picked: (id: string) => void, ready: (grid: QueueGrid) => void}} calls
 */
export function handGrid({ picked, ready }) {
  offerCells()
  window.dash_clientside.set_props('queue-place', { children: sized(page.grid, rem()) })
  setTimeout(() => api() ?? reloadOnce(`grid ${Math.floor(now() / HOUR_MS)}`), ARRIVAL_MS)
  const waiting = setInterval(() => {
    const grid = api()
    if (!grid) return
    clearInterval(waiting)
    ready(new QueueGrid(grid, picked))
  }, 50)
}

/** @returns {GridApi | null} */
function api() {
  try {
    return window.dash_ag_grid?.getApi(ID) ?? null
  } catch {
    return null // it says so until the grid stands
  }
}

/** ag-grid with the queue's lines in it. */
export class QueueGrid {
  #grid
  #picked
  /** @type {string | null} */
  #selected = null
  #unseen = false // chosen before its line was here

  /**
   * @param {GridApi} grid
   * @param {(id: string) => void} picked
   */
  constructor(grid, picked) {
    this.#grid = grid
    this.#picked = picked
    // Told later than it happens; and Dash selects the line it knew again with every change of rows.
    grid.addEventListener('selectionChanged', ({ source }) => this.#onSelection(source))
    grid.addEventListener('modelUpdated', () => this.#mark())
    addEventListener('resize', () => this.#resize())
    setInterval(() => grid.refreshCells({ columns: RUNNING, force: true, suppressFlash: true }), TICK_MS)
  }

  /** @param {Line[]} lines */
  whole(lines) {
    this.#grid.setGridOption('rowData', lines)
    if (this.#unseen) this.#reveal()
  }

  /** @param {GridChange} change */
  change(change) {
    const done = this.#grid.applyTransaction(change)
    if (this.#unseen) this.#reveal()
    return done
  }

  /**
   * Mark a line and bring it into sight.
   * @param {string | null} id
   */
  select(id) {
    this.#selected = id
    this.#mark()
    this.#unseen = id !== null
    this.#reveal()
  }

  // A case that a link opens may be chosen before its line is here: that is shown once, when it has come.
  #reveal() {
    const node = this.#selected === null ? null : this.#grid.getRowNode(this.#selected)
    if (!node) return
    this.#unseen = false
    this.#grid.ensureNodeVisible(node)
  }

  /** Ids in the order they stand. */
  order() {
    /** @type {string[]} */
    const ids = []
    this.#grid.forEachNodeAfterFilterAndSort((node) => ids.push(node.id))
    return ids
  }

  /** @param {string} source */
  #onSelection(source) {
    const id = this.#grid.getSelectedNodes()[0]?.id ?? null
    if (!BY_HAND.has(source)) return this.#mark()
    if (id === null || id === this.#selected) return
    this.#selected = id
    this.#picked(id)
  }

  #mark() {
    const node = this.#selected === null ? null : this.#grid.getRowNode(this.#selected)
    if (node ? node.isSelected() : this.#grid.getSelectedNodes().length === 0) return
    if (node) node.setSelected(true, true)
    else this.#grid.deselectAll()
  }

  #resize() {
    const options = sized(page.grid, rem()).props
    this.#grid.setGridOption('rowHeight', options.dashGridOptions.rowHeight)
    this.#grid.setGridOption('columnDefs', options.columnDefs)
    this.#grid.resetRowHeights()
  }
}
