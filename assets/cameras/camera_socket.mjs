// The page's one connection to the camera process: carries what its panels wish for, hands each what comes for it,
// and comes back by itself. Knows no player, no word and no picture; addresses of cameras never reach it.

import { MOST_CAMERAS } from '../core/contract.mjs'
import { at } from '../core/base.mjs'
import { now } from '../core/clock.mjs'
import { createClockOffset } from './clock_offset.mjs'
import { covers, passOf } from './pass.mjs'
import { CAP_MS, createBackoff } from './backoff.mjs'
import { decode } from './picture_codec.mjs'

const SILENCE_MS = 5000 // a beat comes every second: after this the link is dead, whatever TCP believes
const IDLE_MS = 5000 // nothing wished for: hang up, but not between two areas
const MOST_PANELS = 65535
const PASS_BAD = 4401
const TOO_MANY = 4429

const steady = () => performance.now()

function someId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/**
 * Where the camera process listens: behind the page's own origin unless the web process names another one.
 * @param {string} url
 * @param {string} page
 */
function address(url, page) {
  const there = new URL('cameras/socket', url || new URL(at('/'), page))
  there.protocol = there.protocol.replace('http', 'ws')
  return there.href
}

/**
 * A listener: `take(message)` gets the messages for its panel, JSON or decoded pictures; `linked(yes, refusal)` is
 * called when the link is up or down, `refusal` being a code when somebody said no, else ''.
 */
export class CameraSocket {
  #ask
  #page
  #screen = someId()
  /** @type {Map<number, {listener: PanelListener, wish: Wish | null}>} */
  #panels = new Map() // number → {listener, wish}
  #clock = createClockOffset()
  #backoff = createBackoff()
  #number = 0
  /** @type {WebSocket | null} */
  #socket = null
  /** @type {Pass | null} */
  #pass = null
  #asking = false
  #heard = 0 // steady ms of the last message
  #up = false
  #refusal = ''
  #sent = { token: '', show: '' } // on this socket
  /** @type {Record<'settle' | 'retry' | 'idle' | 'watch', any>} */
  #timers = { settle: 0, retry: 0, idle: 0, watch: 0 }

  /**
   * `ask(event, value)`: a question to the web process, a promise of its answer. `page`: this page's address.
   * @param {(event: import('../core/contract.mjs').Asked, value: object) => Promise<any>} ask
   */
  constructor(ask, page = location.href) {
    this.#ask = ask
    this.#page = page
  }

  /**
   * A place for one camera's pictures; another camera needs another place, so that none is taken for the other.
   * @param {PanelListener} listener
   */
  attach(listener) {
    const panel = this.#nextNumber()
    this.#panels.set(panel, { listener, wish: null })
    listener.linked(this.#up, this.#refusal)
    return {
      panel,
      /** {camera, main, width in device pixels} */
      want: (/** @type {Wish} */ wish) => {
        this.#panels.set(panel, { listener, wish })
        this.#soon()
      },
      /** {offer: {sdp}}, {get: {request, path}} or {seen: {frozen}}; whether it went out. */
      send: (/** @type {object} */ message) => {
        if (this.#socket?.readyState !== WebSocket.OPEN) return false
        const [[kind, value]] = Object.entries(message)
        this.#say({ [kind]: { panel, ...value } })
        return true
      },
      leave: () => {
        this.#panels.delete(panel)
        this.#soon()
      },
    }
  }

  /** Epoch ms on the camera process's clock; the server's until it has spoken. */
  now() {
    return this.#clock.at(steady()) ?? now()
  }

  close() {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer)
    this.#panels.clear()
    this.#hangUp()
  }

  #nextNumber() {
    do this.#number = (this.#number % MOST_PANELS) + 1
    while (this.#panels.has(this.#number))
    return this.#number
  }

  get #wishes() {
    return [...this.#panels].flatMap(([panel, { wish }]) => (wish ? [{ panel, ...wish }] : []))
  }

  // Whoever asks for more is no page of ours, and is let go: a pass for as many as there may be.
  get #cameras() {
    return [...new Set(this.#wishes.map(({ camera }) => camera))].slice(0, MOST_CAMERAS)
  }

  /** @param {object} message */
  #say(message) {
    this.#socket?.send(JSON.stringify(message))
  }

  /** @param {boolean} up */
  #turned(up, refusal = this.#refusal) {
    if (this.#up === up && this.#refusal === refusal) return
    this.#up = up
    this.#refusal = refusal
    for (const { listener } of this.#panels.values()) listener.linked(up, refusal)
  }

  /** Bring the connection to what is wished for; called after every change, and again after every step. */
  #settle() {
    const timers = this.#timers
    timers.settle = 0
    clearTimeout(timers.idle)
    const cameras = this.#cameras
    if (cameras.length === 0) timers.idle = setTimeout(() => this.#hangUp(), IDLE_MS)
    else if (timers.retry) return
    else if (!covers(this.#pass, cameras, steady())) this.#renew()
    else if (!this.#socket) this.#dial()
    else if (this.#socket.readyState === WebSocket.OPEN) this.#tell()
  }

  #soon() {
    this.#timers.settle ||= setTimeout(() => this.#settle(), 0)
  }

  /** @param {number} wait */
  #later(wait) {
    clearTimeout(this.#timers.retry)
    this.#timers.retry = setTimeout(() => {
      this.#timers.retry = 0
      this.#settle()
    }, wait)
  }

  async #renew() {
    if (this.#asking) return
    this.#asking = true
    const cameras = this.#cameras
    const question = { screen: this.#screen, cameras }
    const answer = await Promise.resolve(this.#ask('cameras', question)).catch(() => null)
    this.#asking = false
    if (answer?.ok) {
      this.#pass = passOf(answer, cameras, steady())
      if (this.#refusal) this.#turned(this.#up, '')
      this.#settle()
    } else {
      if (answer) this.#turned(this.#up, 'no_access')
      this.#later(this.#backoff.next())
    }
  }

  #tell() {
    const show = JSON.stringify({ show: this.#wishes })
    const token = this.#pass?.token ?? ''
    const renewed = this.#sent.token !== token
    if (renewed) this.#say({ token })
    if (renewed || this.#sent.show !== show) this.#socket?.send(show)
    this.#sent = { token, show }
  }

  #dial() {
    this.#heard = steady()
    this.#sent = { token: '', show: '' }
    this.#socket = new WebSocket(address(this.#pass?.url ?? '', this.#page))
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onopen = () => this.#settle()
    this.#socket.onmessage = (/** @type {{data: string | ArrayBuffer}} */ { data }) => this.#hear(data)
    this.#socket.onclose = ({ code }) => this.#lost(code)
    this.#timers.watch ||= setInterval(() => this.#watch(), 1000)
  }

  /** @param {string | ArrayBuffer} data */
  #hear(data) {
    this.#heard = steady()
    const message = typeof data === 'string' ? JSON.parse(data) : decode(data)
    if (message.beat) return this.#beat(message.beat)
    const panel = message.panel ?? message.answer?.panel ?? message.got?.panel
    this.#panels.get(panel)?.listener.take(message)
  }

  /** @param {number} at */
  #beat(at) {
    if (!this.#up) this.#clock.forget() // until now it told the ages of the last pictures
    this.#clock.heard(at, steady())
    this.#backoff.worked()
    if (!this.#up) this.#turned(true, '')
    this.#watch() // a hidden page's timers are slow, messages are not
  }

  #watch() {
    if (!this.#socket) return
    if (steady() - this.#heard > SILENCE_MS) this.#lost(0)
    else if (this.#pass && !this.#timers.retry && steady() >= this.#pass.renewAt) this.#renew()
  }

  #drop() {
    if (!this.#socket) return
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null
    this.#socket.close()
    this.#socket = null
  }

  /** @param {number} code */
  #lost(code) {
    this.#drop()
    if (code === PASS_BAD) this.#pass = null
    this.#turned(false, code === TOO_MANY ? 'too_many' : '')
    this.#later(code === TOO_MANY ? CAP_MS : this.#backoff.next())
  }

  #hangUp() {
    clearInterval(this.#timers.watch)
    this.#timers.watch = 0
    this.#drop()
    this.#turned(false, '')
  }
}
