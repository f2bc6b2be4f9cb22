// The live link: joins the area shown, takes its frames, asks again after a gap, comes back by itself.
// Knows the wire; knows no map, no panel and no page address.

import { at } from './base.mjs'
import { disturbed, forget, hint, sample } from './clock.mjs'
import { watchAccess } from './access.mjs'
import { decode } from './frames.mjs'
import { page } from './page.mjs'
import { reloadOnce } from './reload.mjs'
import { Room } from './room.mjs'
import { emit, on } from './store.mjs'
import { createTruth } from './truth.mjs'

/** @typedef {import('./contract.mjs').Asked} Asked */
/** @typedef {import('./contract.mjs').Told} Told */

const ANSWER_MS = 4000
const SILENCE_MS = 5000 // a frame comes every second: after this the link is dead, whatever TCP believes
const CLOCK_MS = 30_000
const FIRST_CLOCKS = 5
const REPAIR_MS = 1000 // at least, between two snapshots asked for because of frames that did not fit

// socket.io.engine.close(), unlike socket.disconnect(), counts as an accident: the client then reconnects.
/** @type {[event: string, handler: (value: any) => void][]} */
const heard = [] // [event, handler] of other modules
/** @type {any} socket.io-client's */
let socket = null
/** @type {string | null} */
let area = null
/** @type {Promise<unknown>} */
let mapped = Promise.resolve() // settles when the page knows the area's map: frames wait for it
let repairedAt = -Infinity
let cityThere = '' // which edition of the city the server shows
let turn = 0 // grows with every join wanted: an answer to an older one is void
const truth = createTruth(() => socket?.connected === true)
const room = new Room(accept, resync, truth.heard)

/** @param {Frame} frame */
function accept(frame) {
  truth.heard(frame)
  emit('frame', frame)
}

/**
 * Ask the server; the promise rejects after a while without an answer.
 * @param {Asked} event
 */
export const ask = (event, value = {}) => socket.timeout(ANSWER_MS).emitWithAck(event, value)

/**
 * Whatever else the server tells: `handler(value)` at each `event`, at `connect` too.
 * @param {Told | 'connect'} event
 * @param {(value: any) => void} handler
 */
export function hear(event, handler) {
  heard.push([event, handler])
  socket?.on(event, handler)
}

/**
 * Tell the server, without an answer.
 * @param {Asked} event
 * @param {any} value
 */
export const tell = (event, value) => socket?.connected && socket.emit(event, value)

/**
 * Show `code` from now on; its frames count once `ready` has settled.
 * @param {string} code
 */
export function join(code, ready = mapped) {
  area = code
  mapped = ready
  turn += 1
  room.join()
  if (socket?.connected) enter('join', { area: code }, turn)
}

/**
 * Who somebody without an id is. Rejects when the server does not tell.
 * @param {{epoch: number, index: number}} number of the room shown
 * @returns {Promise<PersonCard>}
 */
export async function personAt(number) {
  const answer = await ask('person', { ...number, room: room.number })
  if (!answer.ok) throw new Error(answer.reason)
  return answer
}

/**
 * The name of whoever was sent, where a card is told none. Rejects when the server does not tell.
 * @param {string} id of the case
 * @param {string} dispatch
 * @returns {Promise<{name: Pair | null}>}
 */
export async function personSent(id, dispatch) {
  const answer = await ask('person', { case: id, dispatch })
  if (!answer.ok) throw new Error(answer.reason)
  return answer
}

function resync() {
  turn += 1
  enter('resync', {}, turn)
}

/** @param {unknown} error */
function fault(error) {
  console.error(error)
  room.fault()
  repair()
}

function repair() {
  if (!room.faulty() || performance.now() - repairedAt < REPAIR_MS) return
  repairedAt = performance.now()
  resync()
}

/**
 * @param {Asked} event
 * @param {any} value
 * @param {number} mine
 */
async function enter(event, value, mine) {
  const answer = await ask(event, value).catch(() => null)
  if (answer?.ok) await mapped
  if (mine !== turn || !socket.connected) return
  if (answer === null) socket.io.engine.close()
  else if (answer.ok) room.joined(answer.room)
  else setTimeout(() => mine === turn && socket.connected && enter('join', { area }, mine), 1000)
}

async function readClock() {
  const sent = performance.now()
  const server = await ask('clock').catch(() => null)
  if (typeof server === 'number') sample(sent, server, performance.now())
}

async function readClocks() {
  forget()
  for (let i = 0; i < FIRST_CLOCKS && socket.connected; i++) await readClock()
}

/**
 * @param {World & {build: string, city: string, now: number, troubles: Trouble[]}} world
 */
function onHello({ build, city, now, world, notes, troubles }) {
  hint(now)
  truth.troubled(troubles)
  emit('world', { world, notes })
  cityThere = city
  if (foreign()) emit('city', city)
  if (!build || !page.build || build === page.build) return
  if (page.kind !== 'console' && page.kind !== 'arrange') reloadOnce(build)
  else emit('outdated', build) // somebody works here: they say when
}

// A frame of the server's would be drawn on areas of another edition.
const foreign = () => Boolean(cityThere && page.city && cityThere !== page.city)

function onConnect() {
  truth.linked()
  readClocks()
  if (area !== null) join(area)
}

/** @param {ArrayBuffer} bytes */
function onFrame(bytes) {
  truth.alive()
  if (foreign()) return
  let frame
  try {
    frame = decode(bytes)
  } catch (error) {
    return fault(error)
  }
  room.take(frame)
}

function watch() {
  if (disturbed() && socket.connected) readClocks()
  if (socket.connected) repair()
  if (socket.connected && room.settled() && truth.silence() > SILENCE_MS) socket.io.engine.close()
}

/**
 * Connect for good. `io` is socket.io-client's global.
 * @param {typeof window.io} io
 */
export function connect(io) {
  socket = io({
    path: at('/socket.io'),
    transports: ['websocket'],
    query: { build: page.build, kind: page.kind },
    reconnectionDelay: 500,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.5,
    timeout: 2000,
  })
  socket.on('connect', onConnect)
  socket.on('disconnect', truth.unlinked)
  socket.on('hello', onHello)
  socket.on('troubles', truth.troubled)
  socket.on('world', (/** @type {any} */ told) => emit('world', told))
  socket.on('notices', (/** @type {Notices} */ told) => emit('notices', told))
  socket.on('warnings', (/** @type {Warned} */ told) => emit('warnings', told))
  socket.on('frame', onFrame)
  watchAccess(socket, page.kind === 'screen' ? () => location.assign(at('/screen')) : undefined)
  for (const [event, handler] of heard) socket.on(event, handler)
  setInterval(watch, 1000)
  setInterval(() => socket.connected && readClock(), CLOCK_MS)
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && socket.connected && readClocks(),
  )
  on('fault', fault)
  truth.start()
}
