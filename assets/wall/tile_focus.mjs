// Tiles and map: a tile under the pointer or with the focus lights its area, and who goes up a level by key finds
// the tile they came from under the focus.
import { activeElement, byId, closest } from '../core/dom.mjs'
import { here, up } from '../core/route.mjs'
import { emit, on } from '../core/store.mjs'

/** @type {string | null} */
let left = null // the area that somebody went up from by key

export function goUp() {
  left = here()
  up()
}

export function mountTileFocus() {
  const root = byId('tiles')
  const light = (/** @type {Event} */ event) => emit('lit', closest(event, 'a.tile')?.dataset.area ?? null)
  const dark = () => emit('lit', null)
  for (const name of ['focusin', 'pointerover']) root.addEventListener(name, light)
  for (const name of ['focusout', 'pointerleave']) root.addEventListener(name, dark)
  on('area', ({ code, children }) => {
    if (left === null || left === code) return
    const tile = left
    left = null
    if (!children.some((child) => child.code === tile)) return
    // the tiles stand after the frame that this area's arrival has asked for
    requestAnimationFrame(() => requestAnimationFrame(() => back(tile)))
  })
}

/** @param {string} code */
function back(code) {
  if (activeElement() === document.body)
    byId('tiles')
      .querySelector(`[data-area="${CSS.escape(code)}"]`)
      ?.focus()
}
