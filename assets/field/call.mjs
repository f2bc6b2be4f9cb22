// The call for help: hold for two seconds, and it goes out, again and again until it is heard. The phone's
// position goes with it when the phone tells one; the call does not wait for it.

import { requestId } from './api.mjs'

const HOLD_MS = 2000
const PLACE_PATIENCE_MS = 20_000
const KEYS = new Set([' ', 'Enter'])

/**
 * A page without the button (a department's, a link that is not known) calls nobody.
 * @param {{add(item: Pressed): unknown}} sender
 * @param {FieldWord} word
 * @param {() => number} clock
 */
export function createCall(sender, word, clock) {
  const button = document.getElementById('call')
  return button ? new Call(button, sender, word, clock) : { heard() {}, refused() {}, changed() {} }
}

class Call {
  #button
  /** @type {any} */
  #label = document.getElementById('call-word')
  /** @type {any} */
  #state = document.getElementById('call-state')
  #sender
  /** @type {FieldWord} */
  #word
  #clock
  /** @type {any} */
  #timer = 0
  #calling = false

  /**
   * @param {HTMLElement} button
   * @param {{add(item: Pressed): unknown}} sender
   * @param {FieldWord} word
   * @param {() => number} clock
   */
  constructor(button, sender, word, clock) {
    this.#button = button
    this.#sender = sender
    this.#word = word
    this.#clock = clock
    for (const name of ['pointerdown', 'keydown']) button.addEventListener(name, (event) => this.#down(event))
    for (const name of ['pointerup', 'pointercancel', 'keyup', 'blur'])
      button.addEventListener(name, () => this.#up())
    button.addEventListener('contextmenu', (event) => event.preventDefault())
  }

  /**
   * @param {any} answer
   * @param {string} time
   */
  heard(answer, time) {
    this.#calling = false
    this.#say(answer.unverified ? 'sos_heard_unverified' : 'sos_heard', { time })
  }

  refused(/** @type {FieldReply} */ { status }) {
    if (status !== 429) this.#say('sos_failed')
  }

  // `waiting`: a call is in the outbox
  /**
   * @param {boolean} waiting
   * @param {boolean} away
   */
  changed(waiting, away) {
    if (waiting && away) this.#say('sos_kept')
    else if (waiting && !this.#calling) this.#say('sos_sending')
  }

  /** @param {any} event */
  #down(event) {
    if (event.type === 'keydown' && (!KEYS.has(event.key) || event.repeat)) return
    event.preventDefault()
    if (event.pointerId !== undefined) this.#button.setPointerCapture(event.pointerId)
    this.#button.classList.add('held')
    this.#label.textContent = this.#word('sos_holding')
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#call(), HOLD_MS)
  }

  #up() {
    clearTimeout(this.#timer)
    this.#button.classList.remove('held')
    this.#label.textContent = this.#word('sos_hold')
  }

  #call() {
    this.#up()
    this.#calling = true
    navigator.vibrate?.(300)
    this.#say('sos_sending')
    this.#send(null)
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => this.#send(coords),
      () => {}, // the call has gone out without it
      { enableHighAccuracy: true, maximumAge: 60_000, timeout: PLACE_PATIENCE_MS },
    )
  }

  /** @param {GeolocationCoordinates | null} coords */
  #send(coords) {
    const { latitude: lat, longitude: lon, accuracy } = coords ?? {}
    const body = { time: Math.round(this.#clock()), ...(coords && { lat, lon, accuracy }) }
    this.#sender.add({ request: requestId(), kind: 'call', pressed: this.#clock(), photos: [], body })
  }

  /**
   * @param {string} key
   * @param {Record<string, unknown>} [places]
   */
  #say(key, places) {
    this.#state.textContent = this.#word(key, places)
    this.#state.dataset.said = key
  }
}
