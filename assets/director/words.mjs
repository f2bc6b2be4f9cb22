// How a screen is, in words. Pure but for the page's words.

import { fineAge } from '../core/ages.mjs'
import { word } from '../core/page.mjs'
import { isGone } from '../panels/shown_words.mjs'

const LATE_MS = 250 // a stutter that people see

/**
 * Whether it is part of a wall whose pages are not all of one size: its map does not meet.
 * @param {Pick<DirectedScreen, 'beat' | 'part'>} screen
 * @param {Pick<DirectedScreen, 'beat' | 'part'>[]} screens
 */
export const isUneven = ({ part, beat }, screens) =>
  part !== null &&
  Boolean(beat?.size) &&
  screens.some(
    (other) =>
      other.part?.wall === part.wall && other.beat?.size && String(other.beat.size) !== String(beat?.size),
  )

/**
 * `well`, `slow`, `gone`, or `unknown` while the page is without its server, with the words.
 * @param {Pick<DirectedScreen, 'beat' | 'part' | 'looked'>} screen
 * @param {number} at
 * @param {Pick<DirectedScreen, 'beat' | 'part'>[]} screens of its room
 * @param {boolean} lost whether the page is
 * @returns {[state: string, words: string]}
 */
export function healthOf(screen, at, screens, lost = false) {
  const { beat } = screen
  if (lost || !screen.looked) return ['unknown', word('screen_unknown')]
  if (!beat || isGone(screen, at)) return ['gone', word('screen_gone')]
  if (beat.hidden) return ['slow', word('screen_hidden')]
  if (beat.slowed) return ['slow', word('screen_held_back')]
  if (isUneven(screen, screens)) return ['slow', word('wall_uneven', { size: beat.size?.join(' × ') ?? '' })]
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
    beat.video && word('screen_without_video'),
    beat.error && word('screen_error', { error: beat.error }),
  ].filter((text) => typeof text === 'string')
}
