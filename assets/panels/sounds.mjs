// Sounds by priority, made by the browser: no file. A page may not sound before somebody has touched it, unless the
// browser was started so that it may: until then the page says so.

import { now } from '../core/clock.mjs'

// [frequency Hz, from s, for s]: the graver, the more and the higher notes.
/** @type {Record<AlarmKind | 'flood', [frequency: number, from: number, lasts: number][]>} */
const NOTES = {
  sos: [
    [880, 0, 0.18],
    [660, 0.2, 0.18],
    [880, 0.4, 0.18],
    [660, 0.6, 0.18],
    [880, 0.8, 0.3],
  ],
  urgent: [
    [784, 0, 0.14],
    [784, 0.2, 0.14],
    [784, 0.4, 0.2],
  ],
  ordered: [
    [659, 0, 0.16],
    [880, 0.18, 0.24],
  ],
  rung: [
    [587, 0, 0.16],
    [740, 0.18, 0.24],
  ],
  unanswered: [
    [740, 0, 0.16],
    [587, 0.18, 0.24],
  ],
  overdue: [[494, 0, 0.35]],
  returned: [[440, 0, 0.2]],
  flood: [
    [523, 0, 0.2],
    [415, 0.22, 0.2],
    [330, 0.44, 0.5],
  ],
}
const LOUD = 0.25
const MOST_KEPT = 200

/**
 * @param {AudioContext} context
 * @param {[frequency: number, from: number, lasts: number]} note
 */
function sing(context, [frequency, from, lasts]) {
  const begin = context.currentTime + from
  const [tone, volume] = [context.createOscillator(), context.createGain()]
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0, begin)
  volume.gain.linearRampToValueAtTime(LOUD, begin + 0.01)
  volume.gain.setValueAtTime(LOUD, begin + lasts - 0.03)
  volume.gain.linearRampToValueAtTime(0, begin + lasts)
  tone.connect(volume).connect(context.destination)
  tone.start(begin)
  tone.stop(begin + lasts)
}

export function createSounds() {
  /** @type {{kind: string, at: number, heard: boolean}[]} */
  const played = []
  /** @type {AudioContext | null} */
  let context = null

  function wake() {
    context ??= new AudioContext()
    if (context.state !== 'running') context.resume().catch(() => {})
  }

  wake() // a kiosk that may sound does at once

  for (const event of ['pointerdown', 'keydown']) addEventListener(event, wake)

  return {
    able: () => context?.state === 'running',
    /**
     * What may be heard is; what may not is noted all the same.
     * @param {AlarmKind | 'flood'} kind
     * @param {boolean} muted
     */
    play(kind, muted) {
      const awake = !muted && context?.state === 'running' ? context : null
      const heard = awake !== null
      if (awake) for (const note of NOTES[kind]) sing(awake, note)
      played.push({ kind, at: now(), heard })
      if (played.length > MOST_KEPT) played.shift()
    },
    played: () => [...played],
  }
}
