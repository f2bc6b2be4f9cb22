// How a camera is, in words: its state, and why. Knows no panel and no list.

import { hasWord } from '../core/names.mjs'
import { word } from '../core/page.mjs'

/**
 * `codec H.263` → "sends a codec that is not supported (H.263)"; '' for a detail without words.
 * @param {string} detail
 */
export function detailInWords(detail) {
  const [code, ...name] = detail.split(' ')
  if (!hasWord(`camera_detail_${code}`)) return ''
  const sentence = word(`camera_detail_${code}`)
  return name.length ? `${sentence} (${name.join(' ')})` : sentence
}

/** "Lost: cannot be reached"; a state that says all stands alone. */
export function cameraInWords(/** @type {{state: string, detail: string}} */ { state, detail }) {
  const said = [word(`camera_state_${state}`), detailInWords(detail)].filter(Boolean)
  return said.join(word('colon'))
}
