// The screen: looks four times a second what is due, by what it was told last and the server's time, and has it put on the page. So
// that leases end and programmes go on while nobody answers.
import { now } from '../core/clock.mjs'
import { prefetch } from '../core/route.mjs'
import { minuteOfDay } from './city_day.mjs'
import { following, turn } from './programme.mjs'
import { live, top } from '../core/stack.mjs'
import { stageOf } from './staging.mjs'

const LOOK_MS = 250
const AHEAD_MS = 8000 // the shapes of what comes next are asked for

export class Screen {
  /** @type {ScreenTold | null} */
  #told = null
  /** @type {Turning | null} */
  #turning = null
  /** @type {Showing} */
  #showing = { kind: 'area' }
  #ahead = ''
  #by = 0 // turns by somebody who stands at the screen
  #parts

  /**
   * `paused()`: somebody is at the screen.
   * @param {{hand: import('./stage.mjs').StageHand, strip: import('./strip.mjs').Strip, names: import('./naming.mjs').Names, measures: import('./measures.mjs').Measures, paused: () => boolean}} parts
   */
  constructor(parts) {
    this.#parts = parts
    setInterval(() => this.look(), LOOK_MS)
  }

  /** @param {ScreenTold} told */
  take(told) {
    this.#told = told
    this.look()
  }

  /**
   * Somebody at the screen goes on or back.
   * @param {number} by
   */
  turn(by) {
    this.#by += by
    this.look()
  }

  /** What it shows, as a sign of life says it: {shows, until}. */
  answer() {
    const told = this.#told
    if (!told) return { shows: null, until: null }
    const showing = this.#showing
    const { area } = this.#parts.hand.stage ?? { area: told.screen.area }
    const push = showing.kind === 'push' ? showing.push : null
    const scene = showing.kind === 'programme' ? showing.scene.id : null
    const id = push?.id ?? (scene ? told.programme?.id : null)
    return { shows: { kind: showing.kind, id, scene, area }, until: push?.until ?? null }
  }

  look() {
    const told = this.#told
    if (!told) return
    const at = now()
    const push = top(told.pushes, at)
    const paused = told.held || this.#parts.paused()
    const moment = this.#moment(told, at, paused || push !== null)
    this.#turning = turn(this.#turning, moment)
    const scene = sceneOf(told, this.#turning)
    if (push) this.#showing = { kind: 'push', push }
    else this.#showing = scene ? { kind: 'programme', scene } : { kind: 'area' }
    this.#keep(told, at)
    this.#parts.hand.show(stageOf(this.#showing, told))
    this.#tell(told, at, moment, paused)
  }

  /**
   * @param {ScreenTold} told
   * @param {number} at
   * @param {boolean} held
   */
  #moment(told, at, held) {
    const { measures } = this.#parts
    /** @param {ProgrammeStep} step */
    const quiet = ({ scene, measure }) => {
      const area = told.scenes[scene]?.area || told.screen.area
      return measures.of(area, measure) === 0
    }
    const steps = told.programme?.steps ?? []
    return { steps, now: at, minute: minuteOfDay(at), quiet, held, turns: told.turns + this.#by }
  }

  // Numbers of areas that nothing here is about any more are let go.
  /**
   * @param {ScreenTold} told
   * @param {number} at
   */
  #keep(told, at) {
    const scenes = Object.values(told.scenes).map(({ area }) => area)
    const pushed = live(told.pushes, at).map(({ content }) => content.area)
    this.#parts.measures.keep([told.screen.area, ...scenes, ...pushed])
  }

  /**
   * @param {ScreenTold} told
   * @param {number} at
   * @param {import('./programme.mjs').Moment} moment
   * @param {boolean} paused
   */
  #tell(told, at, moment, paused) {
    const { strip, names } = this.#parts
    const showing = this.#showing
    const due = showing.kind === 'programme' && this.#turning ? following(this.#turning, moment) : null
    const coming = due && told.scenes[moment.steps[due.step].scene]
    const next = due && coming ? { name: coming.name, at: due.at } : null
    if (coming && next && next.at - at < AHEAD_MS) this.#prepare(coming.area || told.screen.area)
    const { content } = showing.kind === 'push' ? showing.push : { content: null }
    const scene = showing.kind === 'programme' ? showing.scene.name : names.area(told.screen.area)
    const name = content ? names.content(content, told.scenes) : scene
    const standing = showing.kind === 'programme' && paused
    strip.draw({ told, showing, name, next, paused: standing }, at)
  }

  /** @param {string} area */
  #prepare(area) {
    if (area === this.#ahead) return
    this.#ahead = area
    prefetch(area)
  }
}

/**
 * @param {ScreenTold} told
 * @param {Turning} turning
 */
function sceneOf({ programme, scenes }, { step }) {
  const due = step === null ? undefined : programme?.steps[step]
  return (due && scenes[due.scene]) ?? null
}
