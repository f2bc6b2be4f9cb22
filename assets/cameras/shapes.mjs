// A camera's mark: its body with a lens, and in the body what state it is in. One outline a state, in units of half
// the mark's height, for the map's canvas and for an icon on the page alike. Knows no camera.

const BODY = 'M-1.2-.75H.4V-.15L1.2-.65V.65L.4 .15V.75H-1.2Z'
/** @type {Record<string, string>} */
const INSIDE = {
  standby: '',
  connecting: 'M-.95-.5H.15V.5H-.95Z', // hollow
  live: 'M-.75 0a.35.35 0 1 0 .7 0a.35.35 0 1 0-.7 0Z', // a lamp
  frozen: 'M-.8-.42H-.5V.42H-.8ZM-.3-.42H0V.42H-.3Z', // two bars
  lost: 'M-.85-.3L-.7-.45L-.4-.15L-.1-.45L.05-.3L-.25 0L.05 .3L-.1 .45L-.4 .15L-.7 .45L-.85 .3L-.55 0Z', // a cross
  refused: 'M-.9-.17H.1V.17H-.9Z', // no entry
}
const SVG = 'http://www.w3.org/2000/svg'

/**
 * The outline of a state's mark, to be filled by the even-odd rule.
 * @param {string} state
 */
export const outline = (state) => BODY + INSIDE[state]

/**
 * The mark as an element as high as the letters beside it; marks.css colours it by `data-state`.
 * @param {string} state
 */
export function cameraIcon(state) {
  const icon = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  icon.setAttribute('class', 'camera-icon')
  icon.setAttribute('viewBox', '-1.25 -1 2.5 2')
  icon.setAttribute('aria-hidden', 'true')
  icon.dataset.state = state
  path.setAttribute('d', outline(state))
  path.setAttribute('fill-rule', 'evenodd')
  icon.append(path)
  return icon
}
