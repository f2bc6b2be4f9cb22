// The page's one connection to the camera process: carries what its panels wish for, hands each what comes for it,
// and comes back by itself. Knows no player, no word and no picture; addresses of cameras never reach it.

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

/** Where the camera process listens: behind the page's own origin unless the web process names another one. */
function address(url, page) {
  const there = new URL('/cameras/socket', url || page)
  there.protocol = there.protocol.replace('http', 'ws')
  return there.href
}

/**
 * `ask(event, value)`: a question to the web process, a promise of its answer. `page`: this page's address.
 *
 * A listener: `take(message)` gets the messages for its panel, JSON or decoded pictures; `linked(yes, refusal)` is
 * called when the link is up or down, `refusal` being a code when somebody said no, else ''.
 */
export function createCameraSocket(ask, page = location.href) {
  const screen = someId()
  const panels = new Map() // number → {listener, wish}
  const clock = createClockOffset()
  const waits = createBackoff()
  let number = 0
  let socket = null
  let pass = null
  let asking = false
  let heard = 0 // steady ms of the last message
  let up = false
  let refusal = ''
  let sent = { token: '', show: '' } // on this socket
  const timers = { settle: 0, retry: 0, idle: 0, watch: 0 }

  const wishes = () => [...panels].flatMap(([panel, { wish }]) => (wish ? [{ panel, ...wish }] : []))
  const cameras = () => [...new Set([...panels.values()].flatMap(({ wish }) => (wish ? [wish.camera] : [])))]
  const say = (message) => socket.send(JSON.stringify(message))

  function turned(yes, why = refusal) {
    if (up === yes && refusal === why) return
    up = yes
    refusal = why
    for (const { listener } of panels.values()) listener.linked(up, refusal)
  }

  /** Bring the connection to what is wished for; called after every change, and again after every step. */
  function settle() {
    timers.settle = 0
    clearTimeout(timers.idle)
    if (cameras().length === 0) timers.idle = setTimeout(hangUp, IDLE_MS)
    else if (timers.retry) return
    else if (!covers(pass, cameras(), steady())) renew()
    else if (!socket) dial()
    else if (socket.readyState === WebSocket.OPEN) tell()
  }

  const soon = () => (timers.settle ||= setTimeout(settle, 0))

  function later(wait) {
    clearTimeout(timers.retry)
    timers.retry = setTimeout(() => {
      timers.retry = 0
      settle()
    }, wait)
  }

  async function renew() {
    if (asking) return
    asking = true
    const wanted = cameras()
    const answer = await Promise.resolve(ask('cameras', { screen, cameras: wanted })).catch(() => null)
    asking = false
    if (answer?.ok) {
      pass = passOf(answer, wanted, steady())
      if (refusal) turned(up, '')
      settle()
    } else {
      if (answer) turned(up, 'no_access')
      later(waits.next())
    }
  }

  function tell() {
    const show = JSON.stringify({ show: wishes() })
    const renewed = sent.token !== pass.token
    if (renewed) say({ token: pass.token })
    if (renewed || sent.show !== show) socket.send(show)
    sent = { token: pass.token, show }
  }

  function dial() {
    heard = steady()
    sent = { token: '', show: '' }
    socket = new WebSocket(address(pass.url, page))
    socket.binaryType = 'arraybuffer'
    socket.onopen = settle
    socket.onmessage = ({ data }) => hear(data)
    socket.onclose = ({ code }) => lost(code)
    timers.watch ||= setInterval(watch, 1000)
  }

  function hear(data) {
    heard = steady()
    const message = typeof data === 'string' ? JSON.parse(data) : decode(data)
    if (message.beat) return beat(message.beat)
    const panel = message.panel ?? message.answer?.panel ?? message.got?.panel
    panels.get(panel)?.listener.take(message)
  }

  function beat(at) {
    if (!up) clock.forget() // until now it told the ages of the last pictures
    clock.heard(at, steady())
    waits.worked()
    if (!up) turned(true, '')
    watch() // a hidden page's timers are slow, messages are not
  }

  function watch() {
    if (socket && steady() - heard > SILENCE_MS) lost(0)
    else if (socket && pass && !timers.retry && steady() >= pass.renewAt) renew()
  }

  function drop() {
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
    socket = null
  }

  function lost(code) {
    drop()
    if (code === PASS_BAD) pass = null
    turned(false, code === TOO_MANY ? 'too_many' : '')
    later(code === TOO_MANY ? CAP_MS : waits.next())
  }

  function hangUp() {
    clearInterval(timers.watch)
    timers.watch = 0
    drop()
    turned(false, '')
  }

  function numbered() {
    do number = (number % MOST_PANELS) + 1
    while (panels.has(number))
    return number
  }

  return {
    /** A place for one camera's pictures; another camera needs another place, so that none is taken for the other. */
    attach(listener) {
      const panel = numbered()
      panels.set(panel, { listener, wish: null })
      listener.linked(up, refusal)
      return {
        panel,
        /** {camera, main, width in device pixels} */
        want(wish) {
          panels.set(panel, { listener, wish })
          soon()
        },
        /** {offer: {sdp}}, {get: {request, path}} or {seen: {frozen}}; whether it went out. */
        send(message) {
          if (socket?.readyState !== WebSocket.OPEN) return false
          const [[kind, value]] = Object.entries(message)
          say({ [kind]: { panel, ...value } })
          return true
        },
        leave() {
          panels.delete(panel)
          soon()
        },
      }
    },
    /** Epoch ms on the camera process's clock; the server's until it has spoken. */
    now: () => clock.at(steady()) ?? now(),
    close() {
      Object.values(timers).forEach(clearTimeout)
      panels.clear()
      hangUp()
    },
  }
}
