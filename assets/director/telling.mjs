// What is announced now and to whom, who has seen it, and the level of the city: read here, changed by whoever may.

import { now } from '../core/clock.mjs'
import { byId, closest, make } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { moment } from '../core/moments.mjs'
import { page, word } from '../core/page.mjs'
import { areaName } from '../panels/area_names.mjs'
import { levelSaid } from '../panels/level.mjs'
import { withdraw } from './acts.mjs'
import { openAnnounce } from './announce_form.mjs'
import { openLevel } from './level_form.mjs'

const EDITORS = new Set(['operator', 'head'])

export class Telling {
  #node = byId('telling')
  #drawn = ''
  /** @type {DirectedRoom | null} */
  #room = null

  /** @param {string} role */
  constructor(role) {
    this.may = EDITORS.has(role)
    this.#node.addEventListener('click', (/** @type {Event} */ event) => {
      const button = closest(event, '[data-does]')
      if (button) this.#do(button.dataset.does, button.dataset.announcement)
    })
  }

  announce() {
    if (this.may && this.#room) openAnnounce(this.#room)
  }

  /** Of the whole city, by whoever has the whole city. */
  level() {
    if (this.#mayLevel && this.#room) openLevel(this.#room.level)
  }

  get #mayLevel() {
    return this.may && page.scope === page.root
  }

  /**
   * @param {string} does
   * @param {string} id
   */
  #do(does, id) {
    if (does === 'announce') this.announce()
    else if (does === 'level') this.level()
    else withdraw(id)
  }

  /** @param {DirectedRoom} room */
  show(room) {
    this.#room = room
    const live = room.announcements.filter(({ until }) => until > now())
    const names = live.map(({ area }) => areaName(area))
    const drawn = JSON.stringify([live, names, room.level])
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    const level = make('p', 'level-now', word('level_now', { said: levelSaid(room.level) }))
    level.dataset.level = room.level.code
    const rows = live.map((told) => this.#row(told))
    const list = make('ol', 'told-list')
    list.append(...rows)
    this.#node.replaceChildren(
      make('h2', '', word('telling')),
      level,
      ...(this.#mayLevel ? [does('level', word('level_set'))] : []),
      ...(this.may ? [does('announce', word('announce'))] : []),
      rows.length ? list : make('p', 'hint', word('announced_none')),
    )
  }

  /** @param {DirectedAnnouncement} told */
  #row(told) {
    const node = make('li', 'told-one')
    const by = told.by ? ofPair(told.by) : '—'
    const until = word('notice_by', { who: by, time: moment(told.until, now()) })
    node.append(make('p', 'told-text', told.text), make('p', 'hint', `${toWhom(told)} · ${until}`))
    for (const text of seenBy(told)) node.append(make('p', 'hint', text))
    if (this.may) {
      const button = does('withdraw', word('withdraw'))
      button.dataset.announcement = told.id
      node.append(button)
    }
    return node
  }
}

/**
 * @param {string} what
 * @param {string} text
 */
function does(what, text) {
  const button = make('button', 'act', text)
  button.type = 'button'
  button.dataset.does = what
  return button
}

/**
 * Screens of other rooms are named too; what hangs no more, or beyond one's area, is not.
 * @param {DirectedAnnouncement} told
 */
export function toWhom({ screens, to, roles, area }) {
  const named = to.length < screens.length ? [...to, word('told_elsewhere')] : to
  const people = roles.map((role) => word(`tell_${role}`))
  const where = areaName(area)
  if (named.length) return [...named, ...people].join(word('tell_and'))
  if (people.length) return word('told_people', { roles: people.join(word('tell_and')), area: where })
  return word('told_area', { area: where })
}

/** @param {DirectedAnnouncement} told */
export function seenBy({ on, shown, people, roles }) {
  const names = (/** @type {typeof people} */ some) =>
    some.map(({ name }) => ofPair(name)).join(word('tell_and'))
  const [read, seen] = [people.filter((one) => one.read), people.filter((one) => !one.read)]
  return [
    on.length > 0 && word('told_shown', { shown: shown.length, all: on.length }),
    read.length > 0 && word('told_read', { who: names(read) }),
    seen.length > 0 && word('told_seen', { who: names(seen) }),
    roles.length > 0 && people.length === 0 && word('told_unseen'),
  ].filter((text) => typeof text === 'string')
}
