// Putting something on a screen. Of a screen on which somebody else has something one is told whose it is; the same asked
// for again replaces it.

import { commandId } from './command_id.mjs'
import { ask } from './socket.mjs'

const LEASE_S = 180

/** @type {Map<string, string>} */
const told = new Map() // by screen: the push of somebody else of which one was told

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
export async function putOn(screen, content) {
  const over = told.get(screen)
  const answer = await onScreens('put', { screen, content, seconds: LEASE_S, ...(over && { over }) })
  told.delete(screen)
  if (answer && !answer.ok && answer.over) told.set(screen, answer.over)
  return answer
}
