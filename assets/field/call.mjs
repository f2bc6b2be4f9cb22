// The call for help: hold for two seconds, and it goes out, again and again until it is heard. The phone's
// position goes with it when the phone tells one; the call does not wait for it.

import { requestId } from './api.mjs'

const HOLD_MS = 2000
const PLACE_PATIENCE_MS = 20_000
const KEYS = new Set([' ', 'Enter'])

export function createCall(sender, word, clock) {
  const button = document.getElementById('call')
  const label = document.getElementById('call-word')
  const state = document.getElementById('call-state')
  if (!button) return { heard() {}, refused() {}, changed() {} }
  let timer = 0
  let calling = false

  function down(event) {
    if (event.type === 'keydown' && (!KEYS.has(event.key) || event.repeat)) return
    event.preventDefault()
    if (event.pointerId !== undefined) button.setPointerCapture(event.pointerId)
    button.classList.add('held')
    label.textContent = word('sos_holding')
    clearTimeout(timer)
    timer = setTimeout(call, HOLD_MS)
  }

  function up() {
    clearTimeout(timer)
    button.classList.remove('held')
    label.textContent = word('sos_hold')
  }

  function call() {
    up()
    calling = true
    navigator.vibrate?.(300)
    say('sos_sending')
    send(null)
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => send(coords),
      () => {}, // the call has gone out without it
      { enableHighAccuracy: true, maximumAge: 60_000, timeout: PLACE_PATIENCE_MS },
    )
  }

  function send(coords) {
    const body = { time: Math.round(clock()) }
    if (coords)
      Object.assign(body, { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy })
    sender.add({ request: requestId(), kind: 'call', pressed: clock(), photos: [], body })
  }

  function say(key, places) {
    state.textContent = word(key, places)
    state.dataset.said = key
  }

  for (const name of ['pointerdown', 'keydown']) button.addEventListener(name, down)
  for (const name of ['pointerup', 'pointercancel', 'keyup', 'blur']) button.addEventListener(name, up)
  button.addEventListener('contextmenu', (event) => event.preventDefault())

  return {
    heard(answer, time) {
      calling = false
      say(answer.unverified ? 'sos_heard_unverified' : 'sos_heard', { time })
    },
    refused({ status }) {
      if (status !== 429) say('sos_failed')
    },
    // `waiting`: a call is in the outbox
    changed(waiting, away) {
      if (waiting && away) say('sos_kept')
      else if (waiting && !calling) say('sos_sending')
    },
  }
}
