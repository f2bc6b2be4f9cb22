// What stands in a panel's caption: why the camera is here, and as much of its name as there is room for. Cameras are
// often named after their place; where the place is said already, it need not be said twice. Pure: the page's measure
// of letters is handed in.

import { named, word } from '../../core/page.mjs'
import { ofPair, shortName } from '../../core/names.mjs'

const AROUND = 2.5 // of the letters' size: padding, gaps and the shape of the state

/**
 * Why a camera is here: how far it is, that somebody pinned it, or the place below the area that it stands in.
 * @param {Camera} camera
 * @param {number | undefined} metres
 * @param {boolean} pinned
 */
export function reasonOf({ place }, metres, pinned) {
  if (metres !== undefined) return word('scale_m', { n: Math.round(metres) })
  if (pinned) return word('camera_pinned')
  return place.length ? shortName(ofPair(place[0])) : ''
}

// `name` with `start` replaced, when more than that is left of it.
/**
 * @param {string} name
 * @param {string} start
 * @param {string} instead
 */
function begun(name, start, instead) {
  const rest = name.startsWith(start) ? name.slice(start.length).trim() : ''
  return rest.length > 1 ? `${instead}${rest}` : null
}

/**
 * The camera's name, then shorter ones: with its place in short, without it.
 * @param {Camera} camera
 * @param {string} reason
 */
export function labelsOf(camera, reason) {
  const name = named(camera)
  /** @type {string[]} */
  const places = camera.place.map(ofPair).filter((/** @type {string} */ place) => name.startsWith(place))
  const said = places.filter((place) => shortName(place) === reason)
  const without = places.map((place) => begun(name, place, ''))
  const short = places.map((place) =>
    begun(name, place, name.includes(' ') ? `${shortName(place)} ` : shortName(place)),
  )
  const labels = said.length ? without : [name, ...short, ...without]
  const found = [...new Set(labels.filter((label) => label !== null))]
  return found.length ? found : [name]
}

/**
 * The longest label that fits into a panel; `size` of the letters and `wide(text)` in CSS pixels.
 * @param {Camera} camera
 * @param {string} reason
 * @param {number} panel
 * @param {number} size
 * @param {(text: string) => number} wide
 */
export function labelFor(camera, reason, panel, size, wide) {
  const room = panel - AROUND * size - wide(word('camera_age_now')) - (reason ? wide(reason) : 0)
  const labels = labelsOf(camera, reason)
  return labels.find((label) => wide(label) <= room) ?? labels.at(-1)
}
