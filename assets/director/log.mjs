// The log of what the screens of the room showed, the newest first: when, which screen, what, by whom and how it ended. Asked for
// when something changed, and now and then besides.

import { now } from '../core/clock.mjs'
import { at } from '../core/base.mjs'
import { fetched } from '../core/api.mjs'
import { byId, make, setText } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { moment } from '../core/moments.mjs'
import { word } from '../core/page.mjs'

const LEAST_MS = 1000
const MOST_MS = 30_000

/** @typedef {{kind: string, at: number, until: number | null, screen: string | null, screen_id: string | null, thing: string, what: Pair, who: Pair, ended_by: Pair | null}} LogLine */

/**
 * How it stands: until when it goes on, or how it ended.
 * @param {LogLine} line
 * @param {number} time
 */
export function endOf({ kind, until, ended_by: by }, time) {
  if (kind === 'level' || until === null) return ''
  if (until > time) return word('log_until', { time: moment(until, time) })
  return by ? word('log_ended', { who: ofPair(by) }) : word('log_over')
}

/** @param {LogLine} line */
function what({ kind, thing, what: name }) {
  if (kind === 'level') return word('log_level', { name: word(`level_${thing}`), why: ofPair(name) })
  return kind === 'announcement' ? word('log_announced', { text: ofPair(name) }) : ofPair(name)
}

/**
 * From when until when it was there.
 * @param {LogLine} line
 * @param {number} time
 */
function span({ kind, at: began, until }, time) {
  const from = moment(began, time)
  return kind === 'level' || until === null || until > time ? from : `${from}–${moment(until, time)}`
}

export class Log {
  #list = byId('log-lines')
  #none = byId('log-none')
  #room = ''
  /** @type {LogLine[]} */
  #lines = []
  #asked = ''
  #askedAt = -Infinity
  #drawn = ''
  #busy = false

  /** @param {string} room */
  constructor(room) {
    this.#room = room
  }

  /**
   * @param {DirectedRoom} room
   * @param {DirectedScreen | null} chosen whose lines alone are shown
   */
  show(room, chosen) {
    const about = JSON.stringify([
      room.level.revision,
      room.announcements.map(({ id }) => id),
      room.screens.map(({ id, stack }) => [id, stack.pushes.map((push) => [push.id, push.until])]),
    ])
    const past = performance.now() - this.#askedAt
    if (!this.#busy && (past > MOST_MS || (about !== this.#asked && past > LEAST_MS))) this.#ask(about)
    this.#draw(chosen)
  }

  /** @param {string} about */
  async #ask(about) {
    this.#busy = true
    this.#askedAt = performance.now()
    const url = at(`/api/screens/log?room=${encodeURIComponent(this.#room)}`)
    const answer = await fetched(url, { cache: 'no-store' }).catch(() => null)
    this.#busy = false
    if (!answer) return
    this.#asked = about
    this.#lines = answer.lines
  }

  /** @param {DirectedScreen | null} chosen */
  #draw(chosen) {
    const time = now()
    const lines = this.#lines.filter(
      ({ kind, screen_id: id }) => !chosen || kind !== 'push' || id === chosen.id,
    )
    setText(byId('log-of'), chosen ? word('log_of', { screen: chosen.name }) : word('log'))
    const drawn = JSON.stringify([lines, lines.map((line) => endOf(line, time))])
    this.#none.hidden = lines.length > 0
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    this.#list.replaceChildren(...lines.map((line) => row(line, time)))
  }
}

/**
 * @param {LogLine} line
 * @param {number} time
 */
function row(line, time) {
  const node = make('tr')
  node.dataset.on = String(line.kind === 'push' && (line.until ?? 0) > time)
  const cells = [span(line, time), line.screen ?? '—', what(line), ofPair(line.who), endOf(line, time)]
  for (const text of cells) {
    const cell = make('td')
    cell.title = text
    cell.append(make('span', 'log-text', text))
    node.append(cell)
  }
  return node
}
