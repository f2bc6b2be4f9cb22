// What can be put on a screen: open cases that need eyes, the areas below, scenes. One of them is in hand at most.

import { now } from '../core/clock.mjs'
import { areaMap } from '../core/api.mjs'
import { foremost, markOf } from '../core/case_status.mjs'
import { byId, closest, make, setAttribute } from '../core/dom.mjs'
import { placeName, titleOf } from '../core/names.mjs'
import { named, page, word } from '../core/page.mjs'
import { say } from './acts.mjs'

const CASES = 8

/** @param {RoomCase[]} cases */
function caseThings(cases) {
  return foremost(cases, now())
    .slice(0, CASES)
    .map((record) => ({
      mark: markOf(/** @type {RoomCase} */ (record), now()),
      kind: word('thing_case'),
      note: placeName(record),
      name: titleOf(record),
      content: { kind: 'case', id: record.id, area: page.scope },
    }))
}

export class Things {
  #list = byId('things')
  /** @type {(Thing & {kind: string, note: string, mark?: string})[]} */
  #things = []
  /** @type {Thing[]} */
  #areas = []
  /** @type {Thing | null} */
  taken = null
  #drawn = ''

  constructor() {
    this.#list.addEventListener('click', (/** @type {Event} */ event) => this.#pick(event))
    this.#list.addEventListener('dragstart', (/** @type {DragEvent} */ event) => {
      this.#pick(event)
      event.dataTransfer?.setData('text/plain', this.taken?.name ?? '')
    })
    areaMap(page.scope).then(
      (area) => {
        const own = [area, ...area.children]
        this.#areas = own.map((each) => ({ name: named(each), content: { kind: 'area', area: each.code } }))
      },
      () => {},
    )
  }

  /**
   * @param {RoomCase[]} cases
   * @param {DirectedRoom} room
   */
  show(cases, room) {
    const scenes = Object.values(room.scenes).map((scene) => ({
      kind: word('thing_scene'),
      note: '',
      name: scene.name,
      content: { kind: 'scene', id: scene.id, area: scene.area },
    }))
    const areas = this.#areas.map((thing) => ({ ...thing, kind: word('thing_area'), note: '' }))
    const follow = {
      kind: word('thing_follow'),
      note: '',
      name: word('follow_me'),
      content: { kind: 'follow', area: page.scope },
    }
    this.#things = [...caseThings(cases), ...scenes, ...areas.slice(0, 1), follow, ...areas.slice(1)]
    const now = JSON.stringify([this.#things, this.taken?.content])
    if (now === this.#drawn) return
    this.#drawn = now
    this.#list.replaceChildren(...this.#things.map((thing) => this.#row(thing)))
  }

  /** The first there is: what needs eyes most. */
  takeFirst() {
    if (this.#things.length) this.#take(this.#things[0])
    else say(word('things_none'))
  }

  drop() {
    this.taken = null
    this.#drawn = ''
    say('')
  }

  /** @param {Thing} thing */
  #take(thing) {
    this.taken = thing
    this.#drawn = ''
    say(word('taken', { name: thing.name }), 'asked')
  }

  /** @param {Event} event */
  #pick(event) {
    const row = closest(event, '[data-at]')
    if (row) this.#take(this.#things[Number(row.dataset.at)])
  }

  /** @param {Thing & {kind: string, note: string, mark?: string}} thing */
  #row(thing) {
    const row = make('li', 'thing')
    const button = make('button', 'thing-name', thing.name)
    button.type = 'button'
    button.title = thing.name
    row.dataset.at = String(this.#things.indexOf(thing))
    row.draggable = true
    if (thing.mark) row.dataset.mark = thing.mark
    setAttribute(button, 'aria-pressed', String(same(this.taken, thing)))
    row.append(make('span', 'thing-kind', thing.kind), button, make('span', 'thing-note', thing.note))
    return row
  }
}

/**
 * @param {Thing | null} one
 * @param {Thing} other
 */
const same = (one, other) => JSON.stringify(one?.content) === JSON.stringify(other.content)
