// What lets this screen see cameras for a minute: which ones, and when to ask for the next. Pure.

const RENEW_AT = 2 / 3 // of its life

/**
 * `answer` of the web process for `cameras`, at steady ms `now`: {token, url, lasts in ms}.
 * @param {{token: string, url?: string, lasts: number}} answer
 * @param {string[]} cameras
 * @param {number} now
 */
export function passOf(answer, cameras, now) {
  const { token, url = '', lasts } = answer
  return { token, url, cameras: new Set(cameras), renewAt: now + lasts * RENEW_AT }
}

/**
 * Is `pass` good for all of these, and still for a while?
 * @param {Pass | null} pass
 * @param {string[]} cameras
 * @param {number} now
 */
export function covers(pass, cameras, now) {
  return pass !== null && now < pass.renewAt && cameras.every((camera) => pass.cameras.has(camera))
}
