// A newer server wants a newer page, as a script that never came does, or somebody does: reload once, within a random
// minute unless told, and only while the server answers.

import { at } from './base.mjs'

const KEY = 'gridwall:reloaded-for'
const WITHIN_MS = 60_000
const AGAIN_MS = 5000
/** @type {string | null} */
let wanted = null

/**
 * `build`: a build or another reason. Many calls for one are one reload; what a reload did not bring is not tried
 * again.
 * @param {string} build
 */
export function reloadOnce(build, within = WITHIN_MS) {
  if (wanted === build || sessionStorage.getItem(KEY) === build) return
  wanted = build
  setTimeout(() => whenAnswered(build), Math.random() * within)
}

/** @param {string} build */
async function whenAnswered(build) {
  if (wanted !== build) return
  const answered = await fetch(at('/readyz'), { cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  )
  if (!answered) {
    setTimeout(() => whenAnswered(build), AGAIN_MS)
    return
  }
  sessionStorage.setItem(KEY, build)
  location.reload()
}
