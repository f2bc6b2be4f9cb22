// The screen that is chosen: what can be done to it, as buttons, and what it says of itself.

import { byId, closest, make } from '../core/dom.mjs'
import { at } from '../core/base.mjs'
import { word } from '../core/page.mjs'
import { end, endRoom, extend, setProgramme, simply } from './acts.mjs'
import { openSettings, openTakeDown } from './settings_form.mjs'
import { seen } from '../panels/shown_words.mjs'
import { roomName } from './cards.mjs'
import { details } from './words.mjs'

const EDITORS = new Set(['operator', 'head'])
const OF_EDITORS = new Set(['reload', 'settings', 'take_down']) // whoever may put something on it

/**
 * What a button or a key does to a screen.
 * @type {Record<string, (screen: DirectedScreen) => unknown>}
 */
export const ACTS = {
  end: (screen) => seen(screen) && end(screen, /** @type {DirectedPush} */ (seen(screen))),
  extend: (screen) => seen(screen) && extend(screen, /** @type {DirectedPush} */ (seen(screen))),
  hold: (screen) => simply('hold', screen, { held: !screen.stack.held }),
  next: (screen) => simply('turn', screen, { by: 1 }),
  previous: (screen) => simply('turn', screen, { by: -1 }),
  identify: (screen) => simply('identify', screen),
  reload: (screen) => simply('reload', screen),
  settings: (screen) => openSettings(screen),
  take_down: (screen) => openTakeDown(screen),
  open: (screen) =>
    window.open(at(`/screen/${encodeURIComponent(screen.id)}${location.search}`), '_blank', 'noopener'),
  end_room: () => endRoom(roomName()),
}

/**
 * Which of them can be done now.
 * @param {DirectedScreen} screen
 * @param {string} role
 */
function offered(screen, role) {
  const pushed = seen(screen) !== null
  const turning = screen.programme !== '' && !pushed
  return Object.keys(ACTS).filter((act) => {
    if (act === 'open' || act === 'identify') return true
    if (OF_EDITORS.has(act)) return EDITORS.has(role)
    if (!screen.may) return false
    if (act === 'extend') return pushed && seen(screen)?.content.kind !== 'follow' // that ends when they leave
    if (act === 'end') return pushed
    return act === 'end_room' || turning
  })
}

export class Chosen {
  #node = byId('chosen')
  #drawn = ''
  /** @type {DirectedScreen | null} */
  #screen = null

  /** @param {string} role */
  constructor(role) {
    this.role = role
    this.#node.addEventListener('click', (/** @type {Event} */ event) => {
      const button = closest(event, '[data-act]')
      if (button && this.#screen) ACTS[button.dataset.act](this.#screen)
    })
    this.#node.addEventListener('change', (/** @type {Event} */ event) => {
      const select = closest(event, 'select')
      if (select && this.#screen) setProgramme(this.#screen, select.value)
    })
  }

  /**
   * @param {DirectedScreen | null} screen
   * @param {DirectedRoom} room
   */
  show(screen, room) {
    this.#screen = screen
    const acts = screen ? offered(screen, this.role) : []
    const said = screen ? details(screen.beat) : []
    const now = JSON.stringify([
      screen?.id,
      screen?.name,
      acts,
      said,
      screen?.stack.held,
      screen?.programme,
      room.programmes,
    ])
    if (now === this.#drawn) return
    this.#drawn = now
    if (!screen) return this.#node.replaceChildren(make('p', 'hint', word('nothing_chosen')))
    const notes = said.map((text) => make('p', 'hint', text))
    const more = screen.may ? [] : [make('p', 'hint', word('may_not', { screen: screen.name }))]
    this.#node.replaceChildren(
      make('h2', '', screen.name),
      this.#programmes(screen, room),
      ...acts.map((act) => button(act, screen)),
      ...more,
      ...notes,
    )
  }

  /**
   * @param {DirectedScreen} screen
   * @param {DirectedRoom} room
   */
  #programmes(screen, room) {
    const label = make('label', 'programme', word('act_programme'))
    const select = make('select')
    select.disabled = !EDITORS.has(this.role)
    const all = [
      ['', word('no_programme')],
      ...Object.values(room.programmes).map(({ id, name }) => [id, name]),
    ]
    for (const [id, name] of all) {
      const option = make('option', '', name)
      option.value = id
      option.selected = id === screen.programme
      select.append(option)
    }
    label.append(select)
    return label
  }
}

/**
 * @param {string} act
 * @param {DirectedScreen} screen
 */
function button(act, screen) {
  const key = act === 'hold' && screen.stack.held ? 'act_let_go' : `act_${act}`
  const node = make('button', 'act', word(key))
  node.type = 'button'
  node.dataset.act = act
  return node
}
