// What stands on a screen, in words, for whoever looks after it or puts something there.
import { hasWord, ofPair, titleOf } from '../core/names.mjs'
import { word } from '../core/page.mjs'
import { runs } from '../core/ages.mjs'
import { now } from '../core/clock.mjs'
import { awaitsClaim, top } from '../core/stack.mjs'
import { areaName, areaPath } from './area_names.mjs'

const SILENT_MS = 12_000 // two signs of life missed

/**
 * The push that is seen on a screen now; null: its programme is.
 * @param {DirectedScreen} screen
 * @returns {DirectedPush | null}
 */
export const seen = (screen) => /** @type {any} */ (top(/** @type {any} */ (screen.stack.pushes), now()))

/**
 * Whether it is known to give no sign of life.
 * @param {Pick<DirectedScreen, 'beat' | 'looked'>} screen
 * @param {number} at
 */
export const isGone = ({ beat, looked }, at) => looked && (!beat || at - beat.at > SILENT_MS)

/** @param {string} counter */
export const counterName = (counter) => (hasWord(counter) ? word(counter) : counter)

/**
 * @param {DirectedPush} push
 * @param {Case[]} cases
 * @param {DirectedRoom} room
 */
export function contentName({ content: { kind, id, area }, case: told, camera }, cases, room) {
  const record = kind === 'case' && (cases.find((one) => one.id === id) ?? told)
  if (record) return withPlace(titleOf(/** @type {any} */ (record)), area)
  if (kind === 'camera') return camera ? ofPair(camera) : withPlace(word('thing_camera'), area)
  if (kind === 'scene') return room.scenes[id]?.name ?? word('thing_scene')
  if (kind === 'counter') return `${areaName(area)} ${counterName(id)}`.trim()
  if (kind === 'area' || kind === 'follow') return `${word(`thing_${kind}`)} ${areaName(area)}`.trim()
  return withPlace(word(`thing_${kind}`), area)
}

/**
 * @param {string} name
 * @param {string} area where it lies
 */
const withPlace = (name, area) => [name, areaPath(area)].filter(Boolean).join(' · ')

/**
 * @param {DirectedScreen} screen
 * @param {DirectedPush | null} push
 * @param {Case[]} cases
 * @param {DirectedRoom} room
 */
export function shownWords(screen, push, cases, room) {
  if (push) {
    const what = contentName(push, cases, room)
    if (push.content.kind === 'follow') return followWords(push)
    if (push.rank === 'rule') return word('shows_rule', { what })
    return word('shows_push', { what, who: push.by ? ofPair(push.by) : '—' })
  }
  const programme = room.programmes[screen.programme]
  const name =
    programme && scene(screen, room) ? `${programme.name} · ${scene(screen, room)}` : programme?.name
  return name ? word('shows_programme', { name }) : word('shows_area', { area: areaName(screen.area) })
}

/** @param {DirectedPush} push */
function followWords({ content: { area, beyond }, by }) {
  const what = areaName(area)
  return word(beyond ? 'shows_follow_beyond' : 'shows_follow', { what, who: by ? ofPair(by) : '—' })
}

/**
 * Until when it stays; of one that follows somebody that is for them to say.
 * @param {DirectedPush} push
 */
export function leftWords(push) {
  if (push.content.kind === 'follow') return ''
  if (awaitsClaim(push, now())) return word('until_taken_up')
  return word('back_in', { time: runs(Math.max(0, push.until - now())) })
}

/**
 * The scene its programme shows, as the screen itself said last.
 * @param {DirectedScreen} screen
 * @param {DirectedRoom} room
 */
const scene = ({ beat }, room) =>
  beat?.shows?.kind === 'programme' ? room.scenes[beat.shows.scene ?? '']?.name : ''
