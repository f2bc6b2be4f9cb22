// The places panels stand in: the corner of the right column, a grid over the map, and the place of the one enlarged.
// The map below is neither moved nor resized. On an ultra-wide wall the corner is a block of panels beside the map:
// there all grids stand, and the one enlarged over them. Knows no camera.

import { byId, make, part, setAttribute } from '../../core/dom.mjs'
import { word } from '../../core/page.mjs'
import { wide } from '../wide.mjs'
import { columnsFor, columnsOf } from './layouts.mjs'

/**
 * @param {HTMLElement} grid
 * @param {number} layout
 * @param {number} count
 */
function lay(grid, layout, count) {
  setAttribute(grid, 'data-layout', String(layout))
  while (grid.childElementCount > count) grid.lastElementChild?.remove()
  while (grid.childElementCount < count) grid.append(make('div', 'camera-cell'))
}

/**
 * @param {HTMLElement} grid
 * @param {number} layout
 * @param {Element} element
 */
function spread(grid, layout, { clientWidth, clientHeight }) {
  grid.style.setProperty('--columns', String(columnsOf(layout, clientWidth, clientHeight)))
}

/**
 * @param {HTMLElement} grid
 * @param {number} panels
 */
function tile(grid, panels) {
  const { clientWidth, clientHeight } = /** @type {Element} */ (grid.parentElement)
  grid.style.setProperty('--columns', String(columnsFor(panels, clientWidth, clientHeight)))
}

export function createCells() {
  const corner = part(byId('cameras'), 'corner')
  const over = byId('camera-stage')
  const [large, single] = [part(over, 'large'), part(over, 'single')]
  const block = { over: part(byId('cameras'), 'over'), single: part(byId('cameras'), 'single') }
  for (const grid of [single, block.single]) lay(grid, 1, 1)

  return {
    /**
     * So many cells in the corner or over the map; answers the cells, in order.
     * @param {number} layout
     * @param {boolean} isLarge
     */
    lay(layout, isLarge) {
      lay(corner, layout, isLarge ? 0 : layout)
      lay(large, layout, isLarge ? layout : 0)
      if (isLarge) spread(large, layout, over.parentElement)
      if (wide()) tile(corner, layout)
      else corner.style.removeProperty('--columns') // the style sheet's again
      corner.hidden = isLarge || layout === 0
      return [...(isLarge ? large : corner).children]
    },
    /**
     * Cover the map, by the grid or by the one enlarged, or uncover it.
     * @param {boolean} isLarge
     * @param {boolean} one
     */
    cover(isLarge, one) {
      const inBlock = wide() !== null
      block.over.hidden = !inBlock || !one
      over.hidden = inBlock || (!isLarge && !one)
      large.hidden = one
      single.hidden = !one
    },
    get single() {
      return (wide() ? block.single : single).firstElementChild
    },
    /**
     * What a cell says while its panel is shown large.
     * @param {HTMLElement} cell
     * @param {boolean} says
     */
    empty(cell, says) {
      if (says) setAttribute(cell, 'data-empty', word('camera_elsewhere'))
      else cell.removeAttribute('data-empty')
    },
  }
}
