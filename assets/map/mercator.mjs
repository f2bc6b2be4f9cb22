// Web Mercator on the unit square, and the way from there to pixels. Pure numbers.

const EQUATOR_M = 40_075_016.686
const TILE = 256

/**
 * Degrees → 0…1 from west to east.
 * @param {number} lon
 */
export const mercatorX = (lon) => lon / 360 + 0.5

/**
 * Degrees → 0…1 from north to south.
 * @param {number} lat
 */
export const mercatorY = (lat) =>
  0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)

/** @param {number} y */
export const latitude = (y) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90
/** @param {number} x */
export const longitude = (x) => (x - 0.5) * 360

/**
 * CSS pixels that the whole world is wide at a (fractional) zoom.
 * @param {number} zoom
 */
export const worldPixels = (zoom) => TILE * 2 ** zoom

/**
 * Metres on the ground along one CSS pixel.
 * @param {number} lat
 * @param {number} zoom
 */
export const metresPerPixel = (lat, zoom) => (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / worldPixels(zoom)

/**
 * Metres on the ground between two places, 0…1 each, that are not far apart.
 * @param {number} x
 * @param {number} y
 * @param {{x: number, y: number}} other
 */
export const metresApart = (x, y, other) =>
  EQUATOR_M * Math.cos((latitude(y) * Math.PI) / 180) * Math.hypot(x - other.x, y - other.y)

/**
 * Degrees of latitude and longitude that `metres` span at a latitude.
 * @param {number} metres
 * @param {number} lat
 */
export function degrees(metres, lat) {
  const north = (metres / EQUATOR_M) * 360
  return [north, north / Math.cos((lat * Math.PI) / 180)]
}
