// The colours the canvas draws with: the stylesheet's, read once. A token that is missing is an error, not a black.

import { STATES as CAMERA_STATES } from '../cameras/states.mjs'
import { PRESENCE } from '../core/contract.mjs'

/** @param {string} name */
const hyphened = (name) => name.replaceAll('_', '-')

/**
 * `style`: the computed style of the page's root.
 * @param {CSSStyleDeclaration} style
 */
export function readPalette(style) {
  /** @param {string} name */
  const token = (name) => {
    const value = style.getPropertyValue(`--${name}`).trim()
    if (!value) throw new Error(`tokens.css: --${name} wanted`)
    return value
  }
  return {
    ground: token('ground'),
    text: token('text'),
    second: token('text-second'),
    land: token('land'),
    hairline: token('hairline'),
    hairlineNear: token('hairline-near'),
    boundary: token('boundary'),
    outline: token('outline'),
    warned: token('warned-2'),
    streets: {
      water: token('water'),
      main: token('street-main'),
      street: token('street'),
      lane: token('lane'),
      green: token('green'),
      building: token('building'),
    },
    shades: [1, 2, 3].map((step) => token(`shade-${step}`)),
    marks: Object.fromEntries(
      ['new', 'in_hand', 'overdue', 'done'].map((mark) => [mark, token(`case-${hyphened(mark)}`)]),
    ),
    plate: token('sos-plate'),
    cross: token('sos-cross'),
    cameras: Object.fromEntries(CAMERA_STATES.map((state) => [state, token(`camera-${state}`)])),
    far: token('person-far'),
    people: Object.fromEntries(PRESENCE.map((state) => [state, token(`person-${hyphened(state)}`)])),
  }
}

/** The stylesheet's colours; empty until `usePalette`. */
/** @type {Palette} */
export const palette = /** @type {any} */ ({})

/** @param {CSSStyleDeclaration} style */
export function usePalette(style) {
  Object.assign(palette, readPalette(style))
}
