// The keyboard: arrows among the tiles, letters for the rest. Rests while somebody types or composes.
import { cameraKey } from './cameras/wall.mjs'
import { up } from '../core/route.mjs'
import { emit } from '../core/store.mjs'
import { acknowledge } from './band.mjs'
import { byId, activeElement } from '../core/dom.mjs'
import { dialogOpen, toggleHelp } from '../panels/dialogs.mjs'
import { switchLanguage } from '../panels/header.mjs'

/** @type {Record<string, () => void>} */
const LETTERS = {
  a: acknowledge,
  f: toggleFull,
  l: switchLanguage,
}
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function mountKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
    const act = action(event)
    if (!act) return
    event.preventDefault()
    act()
  })
}

/** @param {any} node */
const typing = (node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName)

/** @param {any} event */
function action(event) {
  const { key, target, repeat } = event
  if (key === '?') return toggleHelp
  if (dialogOpen() || (repeat && !ARROWS[key])) return null
  const shown = cameraKey(event)
  if (shown) return shown
  if (key === 'Backspace') return up
  if (key === 'Escape') return () => emit('select', { kind: null })
  if (ARROWS[key] && !byId('map-box').contains(target)) return () => move(...ARROWS[key])
  return LETTERS[key.toLowerCase()]
}

// Enter on a tile is a link's own business.
/**
 * @param {number} right
 * @param {number} down
 */
function move(right, down) {
  /** @type {HTMLElement[]} */
  const tiles = [...byId('tiles').querySelectorAll('a.tile')]
  if (!tiles.length) return
  const at = tiles.indexOf(activeElement())
  const columns = Number(byId('tiles').style.getPropertyValue('--columns')) || 1
  const next = at < 0 ? 0 : at + right + down * columns
  tiles[next]?.focus()
}

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen().catch(() => {}) // refused by the browser's own rule: stay as we are
}
