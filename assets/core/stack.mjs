// Which of the things that were put on a screen is seen at a moment: the rules of city/screens/stack.py, so that a lease
// ends without a server; a test holds the two together. Pure.

/** @type {Record<string, number>} */
const RANKS = { rule: 0, person: 1 }

/**
 * Those whose lease runs, in the order in which they came.
 * @param {ScreenPush[]} pushes
 * @param {number} now
 */
export const live = (pushes, now) => pushes.filter(({ until }) => until > now)

/**
 * Whether `one` lies over `other`: a person's over a rule's, a newer over an older one.
 * @param {ScreenPush} one
 * @param {ScreenPush} other
 */
function over(one, other) {
  const by = RANKS[one.rank] - RANKS[other.rank] || one.at - other.at
  return by > 0 || (by === 0 && one.id > other.id)
}

/**
 * Whether it stays until somebody has taken its case up: its end is then only the latest there can be.
 * @param {Pick<ScreenPush, 'until' | 'claim_s'>} push
 * @param {number} now
 */
export const awaitsClaim = ({ until, claim_s: seconds }, now) =>
  seconds > 0 && until - now > (seconds + 1) * 1000

/**
 * The one that is seen; null: the programme is.
 * @param {ScreenPush[]} pushes
 * @param {number} now
 * @returns {ScreenPush | null}
 */
export function top(pushes, now) {
  /** @type {ScreenPush | null} */
  let best = null
  for (const push of live(pushes, now)) if (best === null || over(push, best)) best = push
  return best
}
