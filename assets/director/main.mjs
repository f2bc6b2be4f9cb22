// The director in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { now } from '../core/clock.mjs'
import { fillWords } from '../core/names.mjs'
import { page } from '../core/page.mjs'
import { reloadOnce } from '../core/reload.mjs'
import { ask, connect, hear, join } from '../core/socket.mjs'
import { keepState } from '../core/state.mjs'
import { last, on } from '../core/store.mjs'
import { People } from '../map/people.mjs'
import { mountClock } from '../panels/clock.mjs'
import { dialogOpen, mountDialogs } from '../panels/dialogs.mjs'
import { mountHeader } from '../panels/header.mjs'
import { mountStatusLight } from '../panels/status_light.mjs'
import { mountTold } from '../panels/told.mjs'
import { byId } from '../core/dom.mjs'
import { mountCalls } from './calls.mjs'
import { put } from './acts.mjs'
import { Cards, roomName, rooms, tally } from './cards.mjs'
import { Chosen } from './chosen.mjs'
import { mountKeys } from './keys.mjs'
import { Log } from './log.mjs'
import { showNoRoom } from './no_room.mjs'
import { Pairing } from './pairing.mjs'
import { Telling } from './telling.mjs'
import { Things } from './things.mjs'
import { Walls } from './walls.mjs'

const TICK_MS = 500
const FREE_MS = 1000
const NORMAL = { code: 'normal', why: '', by: null, at: 0, revision: 0 }
const { viewer } = /** @type {any} */ (page)
/** @type {DirectedRoom} */
let room = {
  room: null,
  rooms: [],
  screens: [],
  scenes: {},
  programmes: {},
  announcements: [],
  level: NORMAL,
}
let known = false
let lost = false // the server: what is known of screens is old
/** @type {string | null} */
let chosenId = null

const people = new People()
const wall = byId('wall')
keepState(() => page.scope)
fillWords(wall)
mountHeader(wall)
mountStatusLight(wall)
mountClock()
mountCalls()
mountDialogs()
mountTold(byId('own-notices'))
const things = new Things()
const chosen = new Chosen(viewer.role)
const pairing = new Pairing(viewer.role)
const walls = new Walls(viewer.role)
const cards = new Cards(pick, pick)
const [log, telling] = [new Log(roomName()), new Telling(viewer.role)]

const cases = () => last('state')?.state.cases ?? []
const screenOf = (/** @type {string | null} */ id) => room.screens.find((screen) => screen.id === id) ?? null

/** @param {string} id of a screen: what is in hand goes there, otherwise it is chosen */
async function pick(id) {
  const screen = screenOf(id)
  if (!screen) return
  chosenId = id
  const thing = things.taken
  if (thing && (await put(screen, thing))) things.taken = null
  show()
}

function show() {
  if (!known) return
  cards.show(room, chosenId)
  chosen.show(screenOf(chosenId), room)
  walls.show(screenOf(chosenId))
  things.show(cases(), room)
  telling.show(room)
  log.show(room, screenOf(chosenId))
  tick()
}

function tick() {
  cards.tick(room, cases(), people, lost)
  tally(room, lost)
}

on('frame', (frame) => people.apply(frame))
on('truth', ({ linked }) => (lost ||= known && !linked))
on('state', () => things.show(cases(), room))
hear('connect', () => ask('room', { room: roomName() }).catch(() => {}))
hear('screens', (told) => {
  room = told
  known = true
  lost = false
  rooms(room)
  showNoRoom(room)
  pairing.show(room)
  show()
})
mountKeys({
  number: (at) => room.screens[at - 1] && pick(room.screens[at - 1].id),
  take: () => things.takeFirst(),
  drop: () => (things.drop(), (chosenId = null), show()),
  chosen: () => screenOf(chosenId),
  announce: () => telling.announce(),
  level: () => telling.level(),
  rests: dialogOpen,
})
setInterval(() => known && (show(), now()), TICK_MS)
join(page.scope)
on('city', drawAnew)
connect(window.io)

// The city was redrawn: what stands here is of areas that may be no more. Nobody is torn out of a dialog.
/** @param {string} city */
function drawAnew(city) {
  if (dialogOpen()) setTimeout(drawAnew, FREE_MS, city)
  else reloadOnce(`city ${city}`, FREE_MS)
}
