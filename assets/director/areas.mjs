// Areas by code and by name, as far as the viewer sees them.

import { areaMap, areaUrl, fetched } from '../core/api.mjs'
import { named, page, word } from '../core/page.mjs'

/** @type {Map<string, {name: string, path: string[]}>} */
const known = new Map()

/**
 * What an area is called; '' until that is known, and `then` is called when it is.
 * @param {string} code
 * @param {() => void} [then]
 */
export function areaName(code, then) {
  if (!code) return word('area_of_screen')
  const area = known.get(code)
  if (area) return area.name
  look(code).then(then, () => {})
  return ''
}

/** @param {string} code */
async function look(code) {
  const area = await areaMap(code)
  known.set(code, {
    name: named(area),
    path: area.path.map((/** @type {{code: string}} */ above) => above.code),
  })
}

/**
 * Whether `code` lies in `area`; null until that is known.
 * @param {string} code
 * @param {string} area
 * @param {() => void} then
 */
export function within(code, area, then) {
  if (!code || code === area) return true
  const found = known.get(code)
  if (found) return found.path.includes(area)
  look(code).then(then, () => {})
  return null
}

/**
 * @param {string} words
 * @returns {Promise<{code: string, name: string}[]>}
 */
export async function areasCalled(words) {
  const asked = `${areaUrl(page.scope)}/named?q=${encodeURIComponent(words)}`
  const { areas } = await fetched(asked, { cache: 'no-store' })
  return areas.map((/** @type {{code: string, names: Pair[]}} */ { code, names }) => ({
    code,
    name: names.map(([name, english]) => named({ name, name_en: english })).join(word('place_join')),
  }))
}
