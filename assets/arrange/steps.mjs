// The steps of a programme: moved about, and a draft beside what is published. Pure.

export const DAY_MINUTES = 1440

/**
 * Another list, with step `from` where `to` was.
 * @template T
 * @param {T[]} steps
 * @param {number} from
 * @param {number} to
 * @returns {T[]}
 */
export function moved(steps, from, to) {
  if (from === to || !(from in steps) || !(to in steps)) return steps
  const left = steps.toSpliced(from, 1)
  return left.toSpliced(to, 0, steps[from])
}

/** @param {ProgrammeStep} step */
const whole = (step) => JSON.stringify(step)

/**
 * The longest run of steps that both have in the same order, as pairs of places; the same step whole before the same scene alone.
 * @param {ProgrammeStep[]} before
 * @param {ProgrammeStep[]} after
 * @returns {Map<number, number>} place in `after` → place in `before`
 */
function kept(before, after) {
  const worth = (/** @type {number} */ i, /** @type {number} */ j) =>
    whole(before[i]) === whole(after[j]) ? 3 : before[i].scene === after[j].scene ? 2 : 0
  const best = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const both = worth(i, j)
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], both && both + best[i + 1][j + 1])
    }
  const pairs = new Map()
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    const both = worth(i, j)
    if (both && best[i][j] === both + best[i + 1][j + 1]) pairs.set(j++, i++)
    else if (best[i][j] === best[i + 1][j]) i++
    else j++
  }
  return pairs
}

/**
 * What a draft changes: its steps in their order, those that are gone where they were.
 * @param {ProgrammeStep[]} before as published
 * @param {ProgrammeStep[]} after
 * @returns {StepChange[]}
 */
export function difference(before, after) {
  const pairs = kept(before, after)
  const spare = before.map((_, at) => at).filter((at) => ![...pairs.values()].includes(at))
  const shifted = new Map() // places that changed nothing but where they stand
  after.forEach((step, at) => {
    if (pairs.has(at)) return
    const was = spare.find(
      (from) => ![...shifted.values()].includes(from) && whole(before[from]) === whole(step),
    )
    if (was !== undefined) shifted.set(at, was)
  })
  const gone = spare.filter((at) => ![...shifted.values()].includes(at))
  /** @type {StepChange[]} */
  const told = []
  after.forEach((step, at) => {
    const was = pairs.get(at)
    while (was !== undefined && gone.length && gone[0] < was)
      told.push({ mark: 'gone', step: before[/** @type {number} */ (gone.shift())], was: null })
    if (shifted.has(at)) told.push({ mark: 'moved', step, was: null })
    else if (was === undefined) told.push({ mark: 'new', step, was: null })
    else if (whole(before[was]) === whole(step)) told.push({ mark: 'same', step, was: null })
    else told.push({ mark: 'changed', step, was: before[was] })
  })
  for (const at of gone) told.push({ mark: 'gone', step: before[at], was: null })
  return told
}

/**
 * Minutes of the day as `HH:MM`, and back; the end of the day is 24:00.
 * @param {number} minutes
 */
export const clockOf = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** @param {string} text */
export function minutesOf(text) {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text)
  return found ? Math.min(DAY_MINUTES, Number(found[1]) * 60 + Number(found[2])) : null
}

/**
 * What changes of a step that is passed over while its counter is 0: with more it stays at least as long as it would anyway.
 * @param {Pick<ProgrammeStep, 'seconds' | 'stay'>} step
 * @param {string} measure none: it is never passed over
 */
export const measured = ({ seconds, stay }, measure) => ({
  measure,
  stay: measure ? Math.max(stay, seconds) : 0,
})
