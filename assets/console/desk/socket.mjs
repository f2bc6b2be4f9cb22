// The desk of the area shown: asks for its queue, asks again after a loss, and tells it on.

import { meet, ofPair } from '../../core/names.mjs'
import { here } from '../../core/route.mjs'
import { ask, hear, tell } from '../../core/socket.mjs'
import { emit, on } from '../../core/store.mjs'
import { QueueRows } from './rows.mjs'

const AGAIN_MS = 2000
const TOUCH_MS = 10_000
const desk = new QueueRows()
let turn = 0 // an answer to an older question is void

/** @param {string} id */
export const row = (id) => desk.rows.get(id) ?? null
export const rows = () => desk.rows
export const known = () => desk.known

/** @param {string | null} area */
async function open(area) {
  if (!area) return
  turn += 1
  const mine = turn
  desk.expect(area)
  const answer = await ask('desk', { area }).catch(() => null)
  if (mine === turn && !answer?.ok) setTimeout(() => mine === turn && open(area), AGAIN_MS)
}

/** @param {QueueMessage} message */
function take(message) {
  const told = desk.take(message)
  if (told === 'gap') open(desk.area)
  else if (told) emit('queue', { area: desk.area, rows: desk.rows, ...told })
}

export function followQueue() {
  on('area', ({ code }) => open(code))
  hear('connect', () => open(desk.area ?? here()))
  hear('queue', take)
  hear('seats', (/** @type {Record<string, Seat[]>} */ byArea) => {
    const seats = Object.values(byArea).flat()
    for (const { id, name } of seats) meet(id, ofPair(name))
    emit('seats', seats)
  })
}

/** @type {{id: string | null, at: number}} */
let touched = { id: null, at: -Infinity }

/**
 * Its owner works at this case: it is not taken from them for being idle.
 * @param {string} id
 */
export function touch(id) {
  const at = performance.now()
  if (touched.id === id && at - touched.at < TOUCH_MS) return
  touched = { id, at }
  tell('touch', { case: id })
}
