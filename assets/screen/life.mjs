// What keeps a screen up for weeks, and what it says of itself to whoever stands before it: its name, large, when asked; that its tab
// was hidden or is slowed down; that it hangs nowhere any more.
import { at } from '../core/base.mjs'
import { age } from '../core/ages.mjs'
import { now } from '../core/clock.mjs'
import { byId, part, setAttribute, setText } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { reloadOnce } from '../core/reload.mjs'

const LOOK_MS = 500
const LONG_NAMES = [10, 20] // characters, beyond which letters are smaller
const HIDDEN_MS = 5000 // shorter ones are somebody who looked elsewhere
const SAID_MS = 10_000
const SLOW_MS = 700 // a timer of half a second that is so late, in sight, again and again: the browser holds the page back
const SLOW_TIMES = 8
const AWAKE_MS = 5000 // until a lock that the machine took away is asked for again
const VIDEO_MS = 60_000 // for which it is said that cameras do not play

/** While the page is seen the machine does not sleep; a browser gives the lock back by itself when it is not. */
export function stayAwake() {
  const take = async () => {
    if (document.visibilityState !== 'visible') return
    const lock = await navigator.wakeLock?.request('screen').catch(() => null)
    lock?.addEventListener('release', () => setTimeout(take, AWAKE_MS), { once: true })
  }
  document.addEventListener('visibilitychange', take)
  take()
}

/** Told to load anew since this page was loaded: does, once the server answers. */
export function createReloading() {
  /** @type {number | null} */
  let first = null
  return (/** @type {number} */ reloads) => {
    first ??= reloads
    if (reloads > first) reloadOnce(`told ${reloads} ${Math.round(performance.timeOrigin)}`, 0)
  }
}

/** The plate over everything but calls for help. */
export class Notice {
  #root = byId('screen-notice')
  #name = ''
  #namedUntil = 0
  #gone = false
  #text = ''
  #until = 0
  #hiddenSince = 0
  #due = performance.now() + LOOK_MS
  #slow = 0

  constructor() {
    document.addEventListener('visibilitychange', () => this.#seen())
    setInterval(() => this.#look(), LOOK_MS)
  }

  /** @param {ScreenTold} told */
  take({ screen, named_until: until }) {
    this.#name = screen.name
    this.#namedUntil = until
    this.#gone = false
    this.#draw()
  }

  /** It hangs nowhere: a screen goes to where it can be paired, a tab says so. */
  gone() {
    if (/** @type {any} */ (page).own) return location.assign(at('/screen'))
    this.#gone = true
    this.#draw()
  }

  #seen() {
    const at = performance.now()
    if (document.hidden) this.#hiddenSince = at
    else if (this.#hiddenSince && at - this.#hiddenSince > HIDDEN_MS)
      this.#say(word('screen_was_hidden', { age: age(at - this.#hiddenSince) }))
    this.#due = at + LOOK_MS
  }

  /** Whether the browser holds this page back. */
  get slowed() {
    return this.#slow >= SLOW_TIMES
  }

  /** Its browser plays no cameras. */
  noVideo() {
    this.#say(word('screen_no_video'), VIDEO_MS)
  }

  #say(/** @type {string} */ text, ms = SAID_MS) {
    this.#text = text
    this.#until = performance.now() + ms
    this.#draw()
  }

  #look() {
    const at = performance.now()
    this.#slow = !document.hidden && at - this.#due > SLOW_MS ? this.#slow + 1 : 0
    if (this.slowed) this.#say(word('screen_slowed'))
    this.#due = at + LOOK_MS
    this.#draw()
  }

  #draw() {
    const isNamed = this.#namedUntil > now()
    const text = performance.now() < this.#until ? this.#text : ''
    const said = this.#gone ? word('screen_taken_down') : text
    this.#root.hidden = !isNamed && !said
    this.#root.classList.toggle('whole', isNamed || this.#gone)
    setText(part(this.#root, 'name'), isNamed ? this.#name : '')
    const length = LONG_NAMES.filter((most) => this.#name.length > most).length
    setAttribute(part(this.#root, 'name'), 'data-length', String(length))
    setText(part(this.#root, 'text'), said)
  }
}
