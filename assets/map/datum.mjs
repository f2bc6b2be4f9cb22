// Chinese map datums: GCJ-02 (Amap, Tencent) and BD-09 (Baidu) to and from WGS-84. Pure; mirrors city/areas/datum.py.
// The way there is a formula; the way back is found by stepping closer, to under a millimetre.

import { DATUM } from '../core/contract.mjs'

const { axis: AXIS, squash: SQUASH } = DATUM
const BD_TURN = (Math.PI * 3000) / 180
const BD_SHIFT = [0.006, 0.0065] // latitude, longitude
const STEPS = 4

/** @param {number} t */
const waves = (t) => (20 * Math.sin(6 * t * Math.PI) + 20 * Math.sin(2 * t * Math.PI)) * (2 / 3)

/**
 * @param {number} x
 * @param {number} y
 */
function northward(x, y) {
  const plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
  const slow = (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3)
  const long = (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3)
  return plain + waves(x) + slow + long
}

/**
 * @param {number} x
 * @param {number} y
 */
function eastward(x, y) {
  const plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
  const slow = (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3)
  const long = (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3)
  return plain + waves(x) + slow + long
}

/**
 * [lat, lon] WGS-84 → GCJ-02.
 * @param {LatLon} point
 * @returns {LatLon}
 */
export function toGcj02([lat, lon]) {
  const [x, y] = [lon - 105, lat - 35]
  const turn = (lat * Math.PI) / 180
  const bend = 1 - SQUASH * Math.sin(turn) ** 2
  const north = (northward(x, y) * 180) / (((AXIS * (1 - SQUASH)) / (bend * Math.sqrt(bend))) * Math.PI)
  const east = (eastward(x, y) * 180) / ((AXIS / Math.sqrt(bend)) * Math.cos(turn) * Math.PI)
  return [lat + north, lon + east]
}

/**
 * [lat, lon] WGS-84 → BD-09.
 * @param {LatLon} point
 * @returns {LatLon}
 */
export function toBd09(point) {
  const [lat, lon] = toGcj02(point)
  const far = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BD_TURN)
  const turn = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BD_TURN)
  return [far * Math.sin(turn) + BD_SHIFT[0], far * Math.cos(turn) + BD_SHIFT[1]]
}

/**
 * @param {(point: LatLon) => LatLon} there
 * @param {LatLon} latLon
 * @returns {LatLon}
 */
function back(there, [lat, lon]) {
  let [y, x] = [lat, lon]
  for (let step = 0; step < STEPS; step++) {
    const [shownLat, shownLon] = there([y, x])
    y += lat - shownLat
    x += lon - shownLon
  }
  return [y, x]
}

/** @param {LatLon} point */
const same = (point) => point
/** @type {Record<string, (point: LatLon) => LatLon>} */
const FORWARD = { wgs84: same, gcj02: toGcj02, bd09: toBd09 }

/**
 * {to, from} between WGS-84 and a datum named as in the settings.
 * @param {string} name
 */
export function datum(name) {
  const to = FORWARD[name]
  if (!to) throw new Error(`basemap.datum: one of ${Object.keys(FORWARD).join(', ')} wanted, got ${name}`)
  return { to, from: to === same ? same : (/** @type {LatLon} */ point) => back(to, point) }
}
