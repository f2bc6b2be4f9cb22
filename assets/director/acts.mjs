// What the director asks to be done to screens, and what came of it, in words.

import { page, word } from '../core/page.mjs'
import { commandId } from '../core/command_id.mjs'
import { byId, setAttribute, setText } from '../core/dom.mjs'
import { ask } from '../core/socket.mjs'

const LEASE_S = 180

/**
 * @param {string} text
 * @param {'done' | 'refused' | 'asked'} state
 */
export function say(text, state = 'done') {
  const node = byId('said')
  setText(node, text)
  setAttribute(node, 'data-state', state)
}

/**
 * @param {string} act
 * @param {Record<string, unknown>} data
 * @param {string} done what is said when it was
 * @returns {Promise<any>} the answer; null when none came
 */
async function carryOut(act, data, done) {
  const command = commandId()
  const answer =
    (await ask('wall', { command, do: act, data }).catch(() => null)) ??
    (await ask('wall', { command, do: act, data }).catch(() => null)) // the same id: nothing happens twice
  if (answer === null) say(word('said_away'), 'refused')
  else if (answer.ok) say(done)
  else say(typeof answer.reason === 'string' ? answer.reason : answer.reason[page.lang], 'refused')
  return answer
}

/** Which push somebody was asked about: the same again replaces it. */
let driven = ''

/**
 * @param {DirectedScreen} screen
 * @param {Thing} thing
 * @param {DirectedPush | null} top what lies there now
 */
export async function put(screen, thing, top) {
  const over = top && driven === top.id ? top.id : ''
  const data = { screen: screen.id, content: thing.content, seconds: LEASE_S, ...(over && { over }) }
  const answer = await carryOut('put', data, word('said_put', { screen: screen.name }))
  driven = answer && !answer.ok && answer.code === 'driven' && top ? top.id : ''
  return Boolean(answer?.ok)
}

/**
 * @param {DirectedScreen} screen
 * @param {DirectedPush} push
 */
export const end = (screen, push) =>
  carryOut('end', { screen: screen.id, push: push.id }, word('said_ended', { screen: screen.name }))

/**
 * @param {DirectedScreen} screen
 * @param {DirectedPush} push
 */
export const extend = (screen, push) =>
  carryOut('extend', { screen: screen.id, push: push.id, seconds: LEASE_S }, word('said_extended'))

/** @param {string} room */
export const endRoom = (room) => carryOut('end_room', { room }, word('said_room_ended'))

/**
 * `hold`, `turn`, `identify`, `reload`, `hang` of one screen.
 * @param {string} act
 * @param {DirectedScreen} screen
 * @param {Record<string, unknown>} data
 */
export const simply = (act, screen, data = {}) =>
  carryOut(act, { screen: screen.id, ...data }, word('said_done', { screen: screen.name }))

const HUNG = [
  'id',
  'name',
  'room',
  'area',
  'row',
  'column',
  'programme',
  'distance',
  'panel',
  'clearance',
  'part',
]

/**
 * @param {DirectedScreen & Record<string, any>} screen
 * @param {string} programme
 */
export function setProgramme(screen, programme) {
  const held = Object.fromEntries(HUNG.map((name) => [name, screen[name]]))
  const data = { ...held, programme, revision: screen.revision }
  return carryOut('hang', data, word('said_done', { screen: screen.name }))
}
