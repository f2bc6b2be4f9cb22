// Which step of a programme is due. Pure: steps, the time and what is quiet come in, so that nothing here can stop turning.
// Whoever asks keeps the answer and hands it in again.

const SECOND = 1000

/**
 * @typedef {object} Moment
 * @property {ProgrammeStep[]} steps
 * @property {number} now epoch ms
 * @property {number} minute of the city's day
 * @property {(step: ProgrammeStep) => boolean} quiet whether there is nothing to show of it; unknown is not quiet
 * @property {boolean} held nothing goes on by itself, and the time of what stands there begins anew afterwards
 * @property {number} turns how often somebody said *next*, less how often *previous*
 */

/**
 * Past midnight where `last` is the smaller; all day where both are the same.
 * @param {ProgrammeStep} step
 * @param {number} minute
 */
export function inHours({ first, last }, minute) {
  if (first === last) return true
  return first < last ? first <= minute && minute < last : minute >= first || minute < last
}

/**
 * How long it stays, in ms: what is not quiet longer, if it may.
 * @param {ProgrammeStep} step
 * @param {boolean} quiet
 */
const stays = (step, quiet) =>
  SECOND * (step.measure && !quiet ? Math.max(step.seconds, step.stay) : step.seconds)

/** @param {Moment} at */
function judge({ steps, minute, quiet }) {
  const still = steps.map((step) => Boolean(step.measure) && quiet(step))
  const may = steps.map((step) => inHours(step, minute))
  const able = steps.map((_, index) => may[index] && !still[index])
  const some = able.includes(true)
  const first = may.indexOf(true) // all are quiet: the first that may be shown
  return { still, fit: some ? able : steps.map((_, index) => index === first) }
}

/**
 * The nearest fit one from `from` on, `by` 1 or -1; itself when there is no other, null when there is none.
 * @param {boolean[]} fit
 * @param {number} from
 * @param {number} by
 */
function nearest(fit, from, by) {
  for (let n = 1; n <= fit.length; n++) {
    const index = (from + by * n + n * fit.length) % fit.length
    if (fit[index]) return index
  }
  return null
}

/**
 * Where the programme stands now; `before` as the last answer, null at the start. `step`: its index, null when none may be shown at
 * this time of the day.
 * @param {Turning | null} before
 * @param {Moment} at
 * @returns {Turning}
 */
export function turn(before, at) {
  const { steps, now, turns, held } = at
  const about = JSON.stringify(steps)
  const { still, fit } = judge(at)
  const fresh = (/** @type {number | null} */ step) => ({ about, step, since: now, turns })
  if (before === null) return fresh(nearest(fit, -1, 1))
  const from = before.about === about ? before.step : moved(before, steps)
  if (from === null) return fresh(nearest(fit, -1, 1))
  if (turns !== before.turns) return fresh(turned(fit, from, turns - before.turns))
  const since = held ? now : Math.min(before.since, now) // the clock was put back: its time begins anew
  const over = now - since >= stays(steps[from], still[from]) || !inHours(steps[from], at.minute)
  if (!over || held) return { about, step: from, since, turns }
  return fresh(nearest(fit, from, 1))
}

/**
 * The programme is another one: what is shown goes on, if it is still a part of it.
 * @param {Turning} before
 * @param {ProgrammeStep[]} steps
 */
function moved({ about, step }, steps) {
  const shown = step === null ? null : JSON.parse(about)[step]
  const found = shown ? steps.findIndex(({ scene }) => scene === shown.scene) : -1
  return found < 0 ? null : found
}

/**
 * @param {boolean[]} fit
 * @param {number} from
 * @param {number} by
 */
function turned(fit, from, by) {
  /** @type {number | null} */
  let step = from
  for (let n = Math.min(Math.abs(by), fit.length); n > 0 && step !== null; n--)
    step = nearest(fit, step, Math.sign(by))
  return step
}

/**
 * What comes next, and when by itself: {step, at}; null: what is shown stays.
 * @param {Turning} turning
 * @param {Moment} at
 */
export function following(turning, at) {
  if (turning.step === null || at.held) return null
  const { still, fit } = judge(at)
  const step = nearest(fit, turning.step, 1)
  if (step === null || step === turning.step) return null
  return { step, at: turning.since + stays(at.steps[turning.step], still[turning.step]) }
}
