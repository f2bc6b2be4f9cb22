// On a phone list, card and map take turns. Which one stands is told to the stylesheet as `data-view`; on larger pages
// that says nothing.

import { byId, closest, setAttribute } from '../core/dom.mjs'
import { last, on } from '../core/store.mjs'
import { endPlacing } from './commands/locate.mjs'
import { look, view } from './desk/view.mjs'

let onMap = false

/** Where a place is being chosen the map stands. */
function draw() {
  const shown = last('placing') || onMap ? 'map' : view().case === null ? 'list' : 'card'
  setAttribute(byId('wall'), 'data-view', shown)
}

/** @param {string} [wanted] */
function go(wanted) {
  if (wanted === 'map') onMap = true
  else if (!endPlacing() && !onMap) look({ case: null })
  else onMap = false
  draw()
}

export function mountPhone() {
  byId('phone-bar').addEventListener('click', (/** @type {MouseEvent} */ event) =>
    go(closest(event, '[data-view]')?.dataset.view),
  )
  on('view', () => {
    onMap = false
    draw()
  })
  on('placing', draw)
  draw()
}
