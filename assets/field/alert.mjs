// Rings and shakes the phone: again and again for an urgent dispatch until it is answered or somebody says that they have
// seen it, once for what is new or urged. A browser lets a page sound only after it was touched: until then it says so.

import { button, make } from './dom.mjs'

const AGAIN_MS = 4000
const ASKED_MS = 300 // until the browser has said whether the page may sound
/** @type {Record<string, {notes: number[], shakes: number[]}>} */
const KINDS = {
  urgent: { notes: [880, 660, 880, 660], shakes: [500, 150, 500, 150, 500] },
  urged: { notes: [660, 880, 660], shakes: [300, 120, 300] },
  new: { notes: [660], shakes: [200] },
}
const NOTE_S = 0.18
const LOUD = 0.4

/** @param {FieldTask} task */
const keyOf = ({ dispatch, urged }) => `${dispatch} ${urged ?? 0}`

/**
 * What of these tasks is to be heard: those that ring until they are answered, and what is told once. Pure.
 * @param {FieldTask[]} tasks
 * @param {Set<string>} answered dispatches whose answer is on its way
 * @param {Set<string>} known keys of what was heard before
 * @param {boolean} first nothing is news yet but what is urgent
 */
export function toHear(tasks, answered, known, first) {
  const open = tasks.filter(({ step, dispatch }) => step !== 'done' && !answered.has(dispatch))
  const ringing = open.filter(({ step, urgent, sos }) => step === 'waiting' && (urgent || sos)).map(keyOf)
  const news = open.filter((task) => !known.has(keyOf(task)))
  const kind = first ? null : news.some(({ urged }) => urged > 0) ? 'urged' : news.length ? 'new' : null
  return { ringing, kind, keys: open.map(keyOf) }
}

/** What is told stands before `host`. */
export class Alert {
  /** @type {Set<string>} */
  #known = new Set()
  /** @type {Set<string>} */
  #seen = new Set() // what rang, and somebody said that they know
  /** @type {string[]} */
  #ringing = []
  #first = true
  /** @type {any} */
  #timer = 0
  #sound = createSound()
  #bar
  #mute

  /**
   * @param {HTMLElement} host
   * @param {FieldWord} word
   */
  constructor(host, word) {
    const quiet = button(word('seen'), 'first', () => {
      for (const key of this.#ringing) this.#seen.add(key)
      this.#ring([])
    })
    this.#bar = make('div', { class: 'told ringing', role: 'alert' }, make('p', {}, word('ringing')), quiet)
    this.#mute = make('p', { class: 'mute', role: 'status' }, word('mute'))
    this.#bar.hidden = this.#mute.hidden = true
    host.before(this.#mute, this.#bar)
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => this.#wake())
    setTimeout(() => this.#drawMute(), ASKED_MS)
  }

  /**
   * @param {FieldTask[]} tasks
   * @param {Set<string>} answered
   */
  take(tasks, answered) {
    const { ringing, kind, keys } = toHear(tasks, answered, this.#known, this.#first)
    this.#first = false
    for (const key of keys) this.#known.add(key)
    const loud = ringing.filter((key) => !this.#seen.has(key))
    this.#ring(loud)
    if (kind && !loud.length) this.#hear(kind)
  }

  #wake() {
    this.#sound.wake()
    setTimeout(() => this.#drawMute(), ASKED_MS)
  }

  #drawMute() {
    this.#mute.hidden = this.#sound.able()
  }

  /** @param {string[]} next */
  #ring(next) {
    const began = next.some((key) => !this.#ringing.includes(key))
    this.#ringing = next
    this.#bar.hidden = !next.length
    if (!next.length) {
      clearInterval(this.#timer)
      this.#timer = 0
    }
    if (began) this.#hear('urgent')
    if (next.length && !this.#timer) this.#timer = setInterval(() => this.#hear('urgent'), AGAIN_MS)
  }

  /** @param {string} kind */
  #hear(kind) {
    const { notes, shakes } = KINDS[kind]
    if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(shakes) // else it would be refused
    this.#sound.play(notes)
    const { dataset } = document.body
    dataset.heard = kind
    dataset.rings = String(Number(dataset.rings ?? 0) + 1)
  }
}

function createSound() {
  /** @type {AudioContext | null} */
  let context = null
  function wake() {
    context ??= new AudioContext()
    if (context.state !== 'running') context.resume().catch(() => {})
  }
  wake() // a browser that was started so that pages may sound lets it at once

  return {
    wake,
    able: () => context?.state === 'running',
    /** @param {number[]} notes Hz, one after the other */
    play(notes) {
      if (!context || context.state !== 'running') return
      for (const [at, frequency] of notes.entries()) {
        const begin = context.currentTime + at * NOTE_S * 1.2
        const [tone, volume] = [context.createOscillator(), context.createGain()]
        tone.frequency.value = frequency
        volume.gain.setValueAtTime(LOUD, begin)
        volume.gain.linearRampToValueAtTime(0, begin + NOTE_S)
        tone.connect(volume).connect(context.destination)
        tone.start(begin)
        tone.stop(begin + NOTE_S)
      }
    },
  }
}
