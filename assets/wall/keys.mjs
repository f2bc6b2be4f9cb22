// The keyboard: arrows among the tiles, letters for the rest. Rests while somebody types or composes.
import { cameraKey } from './cameras/wall.mjs'
import { WALL_KEYS } from '../core/contract.mjs'
import { keyName, rests } from '../core/keys.mjs'
import { emit } from '../core/store.mjs'
import { acknowledge } from './acknowledge.mjs'
import { byId, activeElement } from '../core/dom.mjs'
import { goUp } from './tile_focus.mjs'
import { switchTiles } from './tiles.mjs'
import { nextPanel } from './turns.mjs'
import { dialogOpen, toggleHelp } from '../panels/dialogs.mjs'
import { switchLanguage } from '../panels/header.mjs'
import { pushMeant } from '../panels/to_screen.mjs'

/** @typedef {import('../core/contract.mjs').WallAction} WallAction */
/** @typedef {'move' | 'enter' | 'cameras' | 'pin'} Elsewhere done below, by the links and by the cameras */

/** @type {Record<Exclude<WallAction, Elsewhere>, () => void>} */
const DO = {
  up: goUp,
  refit: () => emit('refit', {}),
  acknowledge,
  order: switchTiles,
  turn: nextPanel,
  screen: pushMeant,
  full: toggleFull,
  lang: switchLanguage,
  escape: () => emit('select', { kind: null }),
  help: toggleHelp,
}
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function mountKeys() {
  document.addEventListener('keydown', (event) => {
    if (rests(event)) return
    const act = action(event)
    if (!act) return
    event.preventDefault()
    act()
  })
}

/** @param {any} event */
function action(event) {
  const { key, target, repeat } = event
  const name = WALL_KEYS[keyName(key)]
  if (name === 'help') return DO.help
  if (name === 'acknowledge' && !repeat) return DO.acknowledge // a call for help waits behind no dialog
  if (dialogOpen() || (repeat && name !== 'move')) return null
  const shown = cameraKey(event)
  if (shown) return shown
  if (name === 'move') return byId('map-box').contains(target) ? null : () => move(...ARROWS[key])
  return name === 'enter' || name === 'cameras' || name === 'pin' ? null : DO[name]
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
  const step = byId('wall').classList.contains('wide') ? right * rows() + down : right + down * columns()
  tiles[at < 0 ? 0 : at + step]?.focus()
}

/** @param {string} name */
const many = (name) => Number(byId('tiles').style.getPropertyValue(name)) || 1
const columns = () => many('--columns')
const rows = () => many('--rows')

function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen().catch(() => {}) // refused by the browser's own rule: stay as we are
}
