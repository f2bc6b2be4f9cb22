// The panels of a screen: a wall's regions, without what only somebody who works there needs. Decides nothing.
import { word } from '../core/page.mjs'
import { mountBand } from '../panels/band.mjs'
import { mountRegions } from '../wall/regions.mjs'

/**
 * @param {HTMLElement} wall
 * @param {() => URLSearchParams} query
 */
export const mountPanels = (wall, query) => mountRegions(wall, mountCalls, query)

const mountCalls = () =>
  mountBand({
    who: ({ inspector }) => (inspector ? word('band_who', { who: inspector }) : ''),
    way: () => '', // a screen names nobody
    button: () => ({ text: '', rests: true }), // whoever takes note of a call has a name
    press() {},
    open() {},
  })
