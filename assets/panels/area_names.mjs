// Areas that a page names or draws without standing on them: asked for once, known from then on.
import { areaMap } from '../core/api.mjs'
import { pathName } from '../core/names.mjs'
import { named, page } from '../core/page.mjs'
import { last } from '../core/store.mjs'

/** @type {Map<string, Area>} */
const areas = new Map() // by code, as far as they came

/**
 * Undefined until it came; the next question finds it.
 * @param {string} code
 */
export function areaOf(code) {
  const area = areas.get(code)
  if (!area && code)
    areaMap(code).then(
      (came) => areas.set(code, came),
      () => {},
    )
  return area
}

/** @param {string} code */
export function areaName(code) {
  const shown = last('area')
  const near = shown && [shown, ...shown.children].find((one) => one.code === code)
  const area = near ?? areaOf(code)
  return area ? named(area) : ''
}

/**
 * With the areas between it and one's own: of a grid nobody knows the number alone.
 * @param {string} code
 */
export function areaPath(code) {
  const area = areaOf(code)
  return area ? pathName(area, page.scope) : ''
}
