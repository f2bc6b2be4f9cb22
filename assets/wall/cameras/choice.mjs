// Which cameras stand in which panels. Pure: cameras, pins and the time in, seats out. Knows no page and no timer:
// whoever asks tells the time, so that there is nothing that could stop turning.
//
// A camera is a row of /api/areas/<code>/cameras; of it `id` and `state` matter here, by place `metres` too.
// A choice is {seats: [id | null, …], last: {id, at} | null, turned: ms | null}: who stands in which panel, the last
// camera that took its turn (and where it stood in the list, should it leave), when the panels turned.

import { dead } from '../../cameras/states.mjs'

/** @typedef {{seats: (string | null)[], last: {id: string, at: number} | null, turned: number | null}} Choice */

/** @type {Choice} */
export const NOTHING = { seats: [], last: null, turned: null }

/** @param {Camera[]} cameras */
const ids = (cameras) => cameras.map(({ id }) => id)

/**
 * Everyone wanted gets a seat; who has one keeps it.
 * @param {(string | null)[]} before
 * @param {string[]} wanted
 * @param {number} size
 */
function seated(before, wanted, size) {
  const kept = Array.from({ length: size }, (_, at) => wanted.find((id) => id === before[at]) ?? null)
  const waiting = wanted.filter((id) => !kept.includes(id))
  return kept.map((id) => id ?? waiting.shift() ?? null)
}

// The list from behind the last one whose turn it was, and round to it again.
/**
 * @param {Camera[]} cameras
 * @param {Choice['last']} last
 */
function fromLast(cameras, last) {
  if (last === null) return cameras
  const at = cameras.findIndex(({ id }) => id === last.id)
  const start = at < 0 ? Math.min(last.at, cameras.length) : at + 1
  return [...cameras.slice(start), ...cameras.slice(0, start)]
}

// A clock that was set back must not hold the panels.
/**
 * @param {number} turned
 * @param {number} now
 * @param {number} dwell
 */
const isOver = (turned, now, dwell) => now - turned >= dwell || now < turned

/**
 * An area's cameras in their order, `size` at a time, the next ones every `dwell` ms. Dead ones are passed over as
 * long as living ones wait; one that dies in its panel stays there until the panels turn. Pinned ones do not turn.
 * While `held` nothing turns, and the time of what stands there begins anew afterwards.
 * @param {Choice} before
 * @param {{cameras: Camera[], pins?: string[], size: number, now: number, dwell: number, held?: boolean}} parts
 */
export function byArea(before, { cameras, pins = [], size, now, dwell, held = false }) {
  const there = new Set(ids(cameras))
  const pinned = pins.filter((id) => there.has(id)).slice(0, size)
  /** @param {string} id */
  const free = (id) => !pinned.includes(id)
  const queue = ids(fromLast(cameras, before.last).filter((camera) => !dead(camera))).filter(free)
  const gone = ids(cameras.filter(dead)).filter(free)
  const sitting = before.seats.filter((id) => id !== null && there.has(id) && free(id)).map(String)
  const due = before.turned === null || (!held && isOver(before.turned, now, dwell))
  const still = gone.filter((id) => sitting.includes(id))
  const order = due ? [...queue, ...still, ...gone] : [...sitting, ...queue, ...gone]
  const chosen = [...new Set(order)].slice(0, size - pinned.length)
  const came = queue.findLast((id) => chosen.includes(id) && (due || !sitting.includes(id)))
  return {
    seats: seated(before.seats, [...pinned, ...chosen], size),
    last: came === undefined ? before.last : { id: came, at: cameras.findIndex(({ id }) => id === came) },
    turned: due || held ? now : before.turned,
  }
}

/**
 * Who stands where around a place: the nearest first; nobody takes turns. Where there are more than panels the living
 * ones come first. Pinned ones stay, but the nearest always has a panel.
 * @param {{cameras: Camera[], pins?: string[], size: number}} parts
 */
export function byPlace({ cameras, pins = [], size }) {
  const pinned = pins.slice(0, size - 1)
  const others = cameras.filter(({ id }) => !pinned.includes(id))
  const seen = [...others.filter((camera) => !dead(camera)), ...others.filter(dead)]
  const chosen = seen.slice(0, size - pinned.length).sort((a, b) => Number(a.metres) - Number(b.metres))
  const seats = [...ids(chosen), ...pinned]
  return Array.from({ length: size }, (_, at) => seats[at] ?? null)
}
