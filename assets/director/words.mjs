// What stands on a screen, in words; how a screen is, in words. Pure but for the page's words.

import { fineAge } from '../core/ages.mjs'
import { ofPair, titleOf } from '../core/names.mjs'
import { named, word } from '../core/page.mjs'

const LATE_MS = 250 // a stutter that people see
const SILENT_MS = 12_000 // two signs of life missed

/**
 * @param {DirectedPush} push
 * @param {RoomCase[]} cases
 * @param {DirectedRoom} room
 * @param {(code: string) => string} areaName
 */
export function contentName({ content }, cases, room, areaName) {
  const { kind, id, area } = content
  const record = kind === 'case' && cases.find((one) => one.id === id)
  if (record) return titleOf(record)
  if (kind === 'scene') return room.scenes[id]?.name ?? word('thing_scene')
  if (kind === 'counter') return word(id)
  return `${word(`thing_${kind}`)} ${kind === 'area' ? areaName(area) : id || areaName(area)}`.trim()
}

/**
 * @param {DirectedScreen} screen
 * @param {DirectedPush | null} push
 * @param {RoomCase[]} cases
 * @param {DirectedRoom} room
 * @param {(code: string) => string} areaName
 */
export function shownWords(screen, push, cases, room, areaName) {
  if (push) {
    const what = contentName(push, cases, room, areaName)
    if (push.rank === 'rule') return word('shows_rule', { what })
    return word('shows_push', { what, who: push.by ? ofPair(push.by) : '—' })
  }
  const programme = room.programmes[screen.programme]
  const name =
    programme && scene(screen, room) ? `${programme.name} · ${scene(screen, room)}` : programme?.name
  return name ? word('shows_programme', { name }) : word('shows_area', { area: areaName(screen.area) })
}

/**
 * The scene its programme shows, as the screen itself said last.
 * @param {DirectedScreen} screen
 * @param {DirectedRoom} room
 */
const scene = ({ beat }, room) =>
  beat?.shows?.kind === 'programme' ? room.scenes[beat.shows.scene ?? '']?.name : ''

/**
 * `well`, `slow` or `gone`, with the words.
 * @param {DirectedBeat | null} beat
 * @param {number} at
 * @returns {[state: string, words: string]}
 */
export function healthOf(beat, at) {
  if (!beat || at - beat.at > SILENT_MS) return ['gone', word('screen_gone')]
  if (beat.hidden) return ['slow', word('screen_hidden')]
  if ((beat.lag ?? 0) > LATE_MS) return ['slow', word('screen_slow', { lag: Math.round(beat.lag ?? 0) })]
  const age = fineAge(at - beat.at)
  if (beat.fps === null) return ['well', word('screen_known', { age })]
  return ['well', word('screen_well', { fps: Math.round(beat.fps), age })]
}

/** @param {DirectedBeat | null} beat */
export function details(beat) {
  if (!beat) return []
  return [
    beat.size && word('screen_size', { size: beat.size.join(' × ') }),
    beat.heap !== null && word('screen_heap', { heap: Math.round(beat.heap) }),
    beat.error && word('screen_error', { error: beat.error }),
  ].filter((text) => typeof text === 'string')
}

/** @param {Area} area */
export const nameOf = (area) => named(area)
