// What a stage may show besides the regions of the page: by kind, how it is opened in a cell. Knows no layout.
import { make } from '../../core/dom.mjs'
import { openCard } from './card.mjs'
import { openNear } from './near_cameras.mjs'
import { openNumber, openRanking } from './ranking.mjs'

const RANKED = 'open' // unless told

/**
 * @param {import('./camera_cells.mjs').CameraCells} cells
 * @param {import('../measures.mjs').Measures} measures
 * @param {import('../near_people.mjs').NearPeople} people
 * @returns {Record<string, import('../stage.mjs').Opener>}
 */
export function createOpeners(cells, measures, people) {
  return {
    cameras: (cell, { cameras = [] }) => cells.open(cell, { ids: cameras }),
    camera: (cell, { cameras = [] }) => cells.open(cell, { ids: cameras, main: true }),
    near: (cell, { case: id = '', metres = null }) => openNear(cell, id, metres, cells),
    card: (cell, { case: id = '' }) => openCard(cell, id, people),
    ranking: (cell, { counter = RANKED }, { area }) => openRanking(cell, { area, counter }, measures),
    number: (cell, { counter = '' }, { area }) => openNumber(cell, { area, counter }, measures),
    announcement: (cell, { text = '' }) => openText(cell, text),
    nothing: () => ({ close() {} }),
  }
}

const LONG = 40 // characters: beyond, smaller letters

/**
 * Words as they were written, whatever they are.
 * @param {HTMLElement} cell
 * @param {string} text
 */
function openText(cell, text) {
  cell.append(make('p', text.length > LONG ? 'said long' : 'said', text))
  return { close() {} }
}
