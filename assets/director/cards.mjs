// The room as it hangs: a card a screen, with what it shows, who drives it, for how long, and how it is.

import { now } from '../core/clock.mjs'
import { byId, make, part, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { spotOf } from '../core/spot.mjs'
import { areaOf } from '../panels/area_names.mjs'
import { leftWords, seen, shownWords } from '../panels/shown_words.mjs'
import { around, draw } from './drawing.mjs'
import { drawnAt } from './places.mjs'
import { cellsOf, stageShown } from './stage_cells.mjs'
import { healthOf } from './words.mjs'

function card() {
  const node = make('section', 'screen')
  const head = make('header', 'screen-head')
  const name = make('h2', 'screen-name')
  const health = make('span', 'screen-health')
  const key = make('kbd')
  key.dataset.part = 'key'
  name.dataset.part = 'name'
  health.dataset.part = 'health'
  head.append(key, name, health)
  const picture = make('div', 'screen-picture')
  const canvas = make('canvas')
  const gone = make('p', 'screen-gone')
  canvas.dataset.part = 'canvas'
  gone.dataset.part = 'gone'
  picture.append(canvas, gone)
  const foot = make('footer', 'screen-foot')
  const what = make('span', 'screen-what')
  const left = make('span', 'screen-left')
  what.dataset.part = 'what'
  left.dataset.part = 'left'
  foot.append(what, left)
  node.append(head, picture, foot)
  node.tabIndex = 0
  return node
}

export class Cards {
  /** @type {Map<string, HTMLElement>} */
  #cards = new Map()
  #room = byId('room')

  /**
   * @param {(id: string) => void} choose
   * @param {(id: string, event: DragEvent) => void} drop
   */
  constructor(choose, drop) {
    const idOf = (/** @type {Event} */ event) =>
      /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-screen]'))
        ?.dataset.screen
    this.#room.addEventListener('click', (/** @type {Event} */ event) => {
      const id = idOf(event)
      if (id) choose(id)
    })
    this.#room.addEventListener(
      'dragover',
      (/** @type {DragEvent} */ event) => idOf(event) && event.preventDefault(),
    )
    this.#room.addEventListener('drop', (/** @type {DragEvent} */ event) => {
      const id = idOf(event)
      if (id) drop(id, event)
      event.preventDefault()
    })
  }

  /**
   * @param {DirectedRoom} room
   * @param {string | null} chosen
   */
  show(room, chosen) {
    const wanted = new Set(room.screens.map(({ id }) => id))
    for (const [id, node] of this.#cards) if (!wanted.has(id)) this.#gone(id, node)
    const places = drawnAt(room.screens)
    room.screens.forEach((screen, at) => {
      const node = this.#place(screen, at + 1, screen.id === chosen)
      const [row, column] = places.get(screen.id) ?? [screen.row, screen.column]
      node.style.gridArea = `${row} / ${column}`
    })
    this.#room.hidden = room.screens.length === 0
  }

  /**
   * What runs by itself: countdowns, ages, drawings.
   * @param {DirectedRoom} room
   * @param {RoomCase[]} cases
   * @param {import('../map/people.mjs').People} people
   * @param {boolean} lost whether the page is without its server
   */
  tick(room, cases, people, lost) {
    const at = now()
    for (const screen of room.screens) {
      const node = this.#cards.get(screen.id)
      if (!node) continue
      const push = seen(screen)
      const [state, health] = healthOf(screen, at, room.screens, lost)
      setAttribute(node, 'data-health', state)
      setText(part(node, 'health'), health)
      setAttribute(node, 'data-pushed', push ? push.rank : '')
      setWhole(part(node, 'what'), shownWords(screen, push, cases, room))
      const held = screen.stack.held ? word('held') : ''
      setText(part(node, 'left'), push ? leftWords(push) : held)
      setText(part(node, 'gone'), state === 'gone' ? word('screen_gone_note') : '')
      this.#draw(node, screen, push, room, { people, cases, at })
    }
  }

  /**
   * @param {DirectedScreen} screen
   * @param {number} number
   * @param {boolean} chosen
   */
  #place(screen, number, chosen) {
    const node = this.#cards.get(screen.id) ?? card()
    if (!this.#cards.has(screen.id)) {
      this.#cards.set(screen.id, node)
      this.#room.append(node)
    }
    node.dataset.screen = screen.id
    setText(part(node, 'key'), number < 10 ? String(number) : '')
    setWhole(part(node, 'name'), screen.name)
    setAttribute(node, 'aria-current', String(chosen))
    setAttribute(node, 'aria-label', screen.name)
    return node
  }

  /**
   * @param {string} id
   * @param {HTMLElement} node
   */
  #gone(id, node) {
    node.remove()
    this.#cards.delete(id)
  }

  /**
   * @param {HTMLElement} node
   * @param {DirectedScreen} screen
   * @param {DirectedPush | null} push
   * @param {DirectedRoom} room
   * @param {Pick<import('./drawing.mjs').DrawnMap, 'people' | 'cases' | 'at'>} told
   */
  #draw(node, screen, push, room, { people, cases, at }) {
    const code = push?.content.area || screen.beat?.shows?.area || screen.area
    const area = areaOf(code)
    const record = push?.content.kind === 'case' && cases.find(({ id }) => id === push.content.id)
    const spot = spotOf(record || (push?.content ?? {}))
    const bounds = spot ? around(...spot) : (area?.bounds ?? [0, 0, 0, 0])
    const stage = stageShown(screen, push, room)
    const shared = stage.layout === 'part' ? screen.part : null
    draw(part(node, 'canvas'), cellsOf(stage), { area, bounds, people, cases, at, part: shared })
  }
}

/**
 * @param {DirectedRoom} room
 * @param {boolean} lost
 */
export function tally(room, lost) {
  const at = now()
  const states = room.screens.map((screen) => healthOf(screen, at, room.screens, lost)[0])
  const count = (/** @type {string} */ state) => states.filter((each) => each === state).length
  const pushed = room.screens.filter((screen) => seen(screen)).length
  const all = room.screens.length
  const told = { all, well: count('well'), pushed, gone: count('gone') }
  const said = lost ? word('tally_unknown', { all }) : word('tally', told)
  setText(byId('tally'), all ? said : '')
}

/** @param {DirectedRoom} room */
export const roomLinks = (room) =>
  room.rooms.map((name) => {
    const link = make('a', 'room-link', name)
    link.href = `${encodeURIComponent(name)}${location.search}`
    if (name === room.room) link.setAttribute('aria-current', 'page')
    return link
  })

/** @param {DirectedRoom} room */
export const rooms = (room) => byId('rooms').replaceChildren(...roomLinks(room))

export const roomName = () => /** @type {any} */ (page).room ?? ''
