// What the history tells: each question asked once for the same days, and again where it was not answered.

import { at } from '../core/base.mjs'

const [SIGNED_OUT, REFUSED, UNKNOWN, AWAY] = [401, 400, 404, 503]

export class Trouble extends Error {
  /** @param {string} name of its words */
  constructor(name) {
    super(name)
    this.name = name
  }
}

/**
 * Raises Trouble.
 * @param {string} path
 * @param {Record<string, string>} query
 * @returns {Promise<any>}
 */
async function told(path, query) {
  const answer = await fetch(`${at(path)}?${new URLSearchParams(query)}`, { cache: 'no-store' }).catch(
    () => null,
  )
  if (answer?.status === SIGNED_OUT) location.reload()
  if (answer?.status === AWAY) throw new Trouble('away')
  if (answer?.status === REFUSED) throw new Trouble('bad_days')
  if (answer?.status === UNKNOWN) throw new Trouble('case_unknown')
  const found = answer?.ok ? await answer.json().catch(() => null) : null
  if (found === null) throw new Trouble('failed')
  return found
}

/** @type {Map<string, Promise<any>>} */
const answered = new Map()

/**
 * The same once more without asking, as long as the page stands; what failed is asked again. Raises Trouble.
 * @param {string} path
 * @param {Record<string, string>} query
 */
export function ask(path, query) {
  const key = `${path} ${new URLSearchParams(query)}`
  const found = answered.get(key) ?? told(path, query)
  answered.set(key, found)
  found.catch(() => answered.delete(key))
  return found
}

/**
 * @param {string} code
 * @param {ReviewDays} days
 * @param {string} by
 * @returns {Promise<ReviewTable>}
 */
export const tableOf = (code, { first, last }, by) =>
  ask(`/api/review/${code}`, { from: first, to: last, by })

/**
 * @param {string} code
 * @param {ReviewDays} days
 * @returns {Promise<{days: ReviewDay[]}>}
 */
export const daysOf = (code, { first, last }) => ask(`/api/review/${code}/days`, { from: first, to: last })
