// The strip at the foot, whose space is kept: what is shown, who put it there and when it goes back, or which scene it is and which
// comes next; beside it what was announced, one after the other, and the level of the city.
import { awaitsClaim } from '../core/stack.mjs'
import { runs } from '../core/ages.mjs'
import { byId, part, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { word } from '../core/page.mjs'
import { tell } from '../core/socket.mjs'

const EACH_MS = 10_000 // an announcement, before the next
const LONG = [28, 70] // characters, beyond which letters are smaller
const KEPT = 32 // cut texts
const COUNT = '9/9'

/**
 * `showing` and what comes `next`: {name, at} or null; `name` of what is shown.
 * @typedef {{told: ScreenTold, showing: Showing, name: string, next: {name: string, at: number} | null, paused: boolean}} Shown
 */

/**
 * Time until something, as a clock; rounded up: it reads 00:01 until it is over.
 * @param {number} ms
 */
export const countdown = (ms) => runs(Math.ceil(Math.max(0, ms) / 1000) * 1000)

/**
 * What stands there, in words: {kind, what, by, then}.
 * @param {Shown} shown
 * @param {number} now
 */
export function sayings({ told, showing, name, next, paused }, now) {
  if (showing.kind === 'push') {
    const { by, until, rank, content } = showing.push
    if (content.kind === 'follow') {
      const beyond = content.beyond ? word('screen_follow_beyond') : ''
      return {
        kind: word('screen_follows'),
        what: name,
        by: word('screen_by', { who: ofPair(by) }),
        then: beyond,
      }
    }
    const from = word(rank === 'rule' ? 'screen_by_rule' : 'screen_by', { who: ofPair(by) })
    const back = awaitsClaim(showing.push, now)
      ? word('until_taken_up')
      : word('screen_back', { time: countdown(until - now) })
    return { kind: word('screen_pushed'), what: name, by: from, then: back }
  }
  const kind = showing.kind === 'programme' ? (told.programme?.name ?? '') : told.screen.name
  const goes = next ? word('screen_next', { time: countdown(next.at - now), name: next.name }) : ''
  return { kind, what: name, by: '', then: paused ? word('screen_held') : goes }
}

/**
 * A text in pieces that each fit, cut between words where there are any.
 * @param {string} text
 * @param {(part: string) => boolean} fits
 */
export function cut(text, fits) {
  const pieces = []
  let rest = text.trim()
  while (rest && !fits(rest)) {
    let [low, high] = [1, rest.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (fits(rest.slice(0, middle))) low = middle
      else high = middle
    }
    const blank = rest.lastIndexOf(' ', low)
    const end = blank > low / 4 ? blank : low
    pieces.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return rest || !pieces.length ? [...pieces, rest] : pieces
}

export class Strip {
  #root = byId('strip')
  #wall
  #seen = new Set() // announcements of which it was told that they were shown, to their end
  /** @type {Map<string, string[]>} */
  #cut = new Map() // into which pieces a text goes, by the width there is

  /** @param {HTMLElement} wall */
  constructor(wall) {
    this.#wall = wall
    this.#root.setAttribute('aria-label', word('screen_strip'))
  }

  /**
   * @param {Shown} shown
   * @param {number} now
   */
  draw(shown, now) {
    const root = this.#root
    setAttribute(root, 'data-shows', shown.showing.kind)
    const { kind, what, by, then } = sayings(shown, now)
    setWhole(part(root, 'kind'), kind)
    setWhole(part(root, 'what'), what)
    setText(part(root, 'by'), by)
    setWhole(part(root, 'then'), then)
    this.#level(shown.told.level)
    this.#announce(shown.told.announcements, now)
  }

  /** @param {CityLevel} level */
  #level({ code, why }) {
    setAttribute(this.#wall, 'data-level', code)
    const plate = part(this.#root, 'level')
    plate.hidden = code === 'normal'
    if (plate.hidden) return
    setText(part(plate, 'level-word'), word(`level_${code}`))
    setWhole(part(plate, 'level-why'), why)
  }

  /**
   * @param {ScreenAnnouncement[]} announcements
   * @param {number} now
   */
  #announce(announcements, now) {
    const live = announcements.filter(({ until }) => until > now)
    const said = part(this.#root, 'said')
    said.hidden = live.length === 0
    if (said.hidden) return
    const line = part(said, 'said-text')
    const all = live.flatMap((one) => this.#pieces(said, line, one))
    const at = Math.floor(now / EACH_MS) % all.length
    const { id, text, last, length } = all[at]
    setAttribute(said, 'data-length', String(length))
    setWhole(line, text)
    if (last && !document.hidden && !this.#seen.has(id) && tell('seen', { announcement: id }))
      this.#seen.add(id)
    setText(part(said, 'said-many'), all.length > 1 ? `${at + 1}/${all.length}` : '')
  }

  /**
   * What does not fit its two lines is said piece by piece: as many as its place needs, measured once.
   * @param {HTMLElement} said
   * @param {HTMLElement} line
   * @param {ScreenAnnouncement} announcement
   */
  #pieces(said, line, { id, text }) {
    const length = LONG.filter((most) => text.length > most).length
    const key = `${said.clientWidth} ${text}`
    let pieces = this.#cut.get(key)
    if (!pieces) {
      if (this.#cut.size > KEPT) this.#cut.clear()
      setAttribute(said, 'data-length', String(length))
      setText(part(said, 'said-many'), COUNT) // which takes some of the room
      pieces = cut(text, (part) => {
        setText(line, part)
        return line.scrollHeight <= line.clientHeight + 1
      })
      this.#cut.set(key, pieces)
    }
    return pieces.map((text, at) => ({ id, text, length, last: at === (pieces?.length ?? 0) - 1 }))
  }
}
