// How many open cases shade a grid how much: the legend's three steps. Pure.

/** The least number of open cases of each step. */
export const STEPS = [1, 2, 4]

/**
 * 0 plain land, 1…3 the step of so many open cases.
 * @param {number} open
 */
export function stepOf(open) {
  let step = 0
  while (step < STEPS.length && open >= STEPS[step]) step++
  return step
}
