// Putting something on a screen, and taking it off. Where somebody else has something one is told whose it is; the same asked
// for again replaces or ends it.

import { commandId } from './command_id.mjs'
import { ask } from './socket.mjs'

const LEASE_S = 180
const TOLD_MS = 60_000 // after which whoever was told is told again

/** @type {Map<string, {over: string, at: number}>} */
const told = new Map() // by what was asked for: the push of somebody else of which one was told

/**
 * A command about screens; without an answer the same once more, under its id: nothing happens twice.
 * @param {string} act
 * @param {Record<string, unknown>} data
 * @returns {Promise<any>} null when no answer came
 */
export async function onScreens(act, data) {
  const wish = { command: commandId(), do: act, data }
  return (await ask('wall', wish).catch(() => null)) ?? (await ask('wall', wish).catch(() => null))
}

/**
 * @param {string} screen
 * @param {Record<string, unknown>} content
 * @returns {Promise<any>} as `onScreens` answers
 */
export const putOn = (screen, content) => twice(`put ${screen}`, 'put', { screen, content, seconds: LEASE_S })

/**
 * @param {string} screen
 * @param {string} push
 */
export const endOn = (screen, push) => twice(`end ${screen} ${push}`, 'end', { screen, push })

/** @param {string} room */
export const endAllIn = (room) => twice(`end_room ${room}`, 'end_room', { room })

/**
 * @param {string} key
 * @param {string} act
 * @param {Record<string, unknown>} data
 */
async function twice(key, act, data) {
  const known = told.get(key)
  const over = known && performance.now() - known.at < TOLD_MS ? known.over : ''
  const answer = await onScreens(act, over ? { ...data, over } : data)
  told.delete(key)
  if (answer && !answer.ok && answer.over) told.set(key, { over: answer.over, at: performance.now() })
  return answer
}
