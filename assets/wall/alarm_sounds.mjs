// Lets a wall be heard as the console is: by the same sounds and the same rule of the first touch. A wall that may not
// sound yet says so, large. Silent by `?sound=off`, or where the settings say so and the address does not.
import { now } from '../core/clock.mjs'
import { byId } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { last, on } from '../core/store.mjs'
import { createSounds } from '../panels/sounds.mjs'
import { WallAlarms } from './alarm_rules.mjs'

const LOOK_MS = 1000
const ASKED_MS = 300 // until the browser has said whether the page may sound

/** Whether this wall is to be heard at all. */
export const wanted = (search = location.search, set = page.features.sound) => {
  const asked = new URLSearchParams(search).get('sound')
  return asked === 'on' || (asked !== 'off' && set !== false)
}

export function mountAlarmSounds() {
  if (!wanted()) return
  const [alarms, sounds] = [new WallAlarms(), createSounds()]
  const drawMute = () => {
    const mute = byId('mute')
    mute.hidden = sounds.able()
    mute.title = `${word('mute_title')} ${word('mute_how')}` // where the header has no room for all of it
  }
  /** @param {'sos' | 'urgent' | null} kind */
  const play = (kind) => kind && sounds.play(kind, false)
  on('state', ({ state, snapshot, changed }) => {
    if (changed.has('cases')) play(alarms.take(state.cases, { snapshot, now: now() }))
  })
  setInterval(() => {
    play(alarms.remind(last('state')?.state.cases ?? [], now()))
    drawMute()
  }, LOOK_MS)
  setTimeout(drawMute, ASKED_MS)
  for (const event of ['pointerdown', 'keydown'])
    addEventListener(event, () => setTimeout(drawMute, ASKED_MS))
  window.gridwall.sounds = sounds.played
}
