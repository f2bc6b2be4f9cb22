// What the director asks to be done to screens, and what came of it, in words.

import { now } from '../core/clock.mjs'
import { page, word } from '../core/page.mjs'
import { endAllIn, endOn, onScreens, putOn } from '../core/push.mjs'
import { byId, setAttribute, setText } from '../core/dom.mjs'
import { isGone } from '../panels/shown_words.mjs'

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
 * @param {any} answer
 * @param {string} done what is said when it was
 */
function tell(answer, done) {
  if (answer?.ok) say(done)
  else say(refusalOf(answer), 'refused')
  return answer
}

/**
 * Why it was not done.
 * @param {any} answer
 */
export function refusalOf(answer) {
  if (answer === null) return word('said_away')
  return typeof answer.reason === 'string' ? answer.reason : answer.reason[page.lang]
}

/**
 * @param {string} act
 * @param {Record<string, unknown>} data
 * @param {string} done
 */
const carryOut = async (act, data, done) => tell(await onScreens(act, data), done)

/**
 * @param {DirectedScreen} screen
 * @param {Thing} thing
 */
export async function put(screen, thing) {
  const { content } = thing
  const follows = content.kind === 'follow' // from where the screen is: their own page tells it where they look
  const where = follows ? { ...content, area: screen.area } : content
  const done = follows ? 'said_follows' : isGone(screen, now()) ? 'put_offline' : 'said_put'
  const answer = tell(await putOn(screen.id, where), word(done, { screen: screen.name }))
  return Boolean(answer?.ok)
}

/**
 * @param {DirectedScreen} screen
 * @param {DirectedPush} push
 */
export const end = async (screen, push) =>
  tell(await endOn(screen.id, push.id), word('said_ended', { screen: screen.name }))

/**
 * @param {DirectedScreen} screen
 * @param {DirectedPush} push
 */
export const extend = (screen, push) =>
  carryOut('extend', { screen: screen.id, push: push.id, seconds: LEASE_S }, word('said_extended'))

/** @param {string} room */
export const endRoom = async (room) => tell(await endAllIn(room), word('said_room_ended'))

/**
 * `hold`, `turn`, `identify`, `reload`, `hang` of one screen.
 * @param {string} act
 * @param {DirectedScreen} screen
 * @param {Record<string, unknown>} data
 */
export const simply = (act, screen, data = {}) =>
  carryOut(act, { screen: screen.id, ...data }, word('said_done', { screen: screen.name }))

/** @param {Record<string, unknown>} data */
export const announce = (data) => carryOut('announce', data, word('said_announced'))

/** @param {string} announcement */
export const withdraw = (announcement) => carryOut('withdraw', { announcement }, word('said_withdrawn'))

/** @param {{code: string, why: string, revision: number}} level */
export const setLevel = (level) =>
  carryOut('set_level', level, word('said_level', { name: word(`level_${level.code}`) }))

/**
 * @param {DirectedScreen} screen at the upper left corner
 * @param {number} rows
 * @param {number} columns
 * @param {number} gap mm
 */
export const makeWall = (screen, rows, columns, gap) =>
  carryOut('make_wall', { screen: screen.id, rows, columns, gap }, word('wall_made', { rows, columns }))

/** @param {DirectedScreen} screen */
export const splitWall = (screen) => carryOut('split_wall', { screen: screen.id }, word('wall_apart'))

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
 * Hung otherwise: what is not named stays.
 * @param {DirectedScreen & Record<string, any>} screen
 * @param {Record<string, unknown>} values
 * @param {string} done
 */
function hang(screen, values, done) {
  const held = Object.fromEntries(HUNG.map((name) => [name, screen[name]]))
  return carryOut('hang', { ...held, ...values, revision: screen.revision }, done)
}

/**
 * @param {DirectedScreen} screen
 * @param {string} programme
 */
export const setProgramme = (screen, programme) =>
  hang(screen, { programme }, word('said_done', { screen: screen.name }))

/**
 * @param {DirectedScreen} screen
 * @param {Record<string, unknown>} values
 */
export const setUp = (screen, values) =>
  hang(screen, values, word('said_saved', { screen: String(values.name) }))

/** @param {DirectedScreen} screen */
export const takeDown = (screen) =>
  carryOut('take_down', { screen: screen.id }, word('said_taken_down', { screen: screen.name }))
