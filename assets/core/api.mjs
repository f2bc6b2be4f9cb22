// What the page fetches over HTTP. A refusal is an Error whose message is a sentence. Knows no panel.

import { at } from './base.mjs'
import { page } from './page.mjs'

const MAPS_KEPT = 24
/** @type {Map<string, Promise<Area>>} */
const maps = new Map() // code → promise of a payload; the least lately used goes first

/**
 * JSON of an address; refused with a sentence.
 * @param {string} url
 * @param {RequestInit} [options]
 */
export async function fetched(url, options) {
  const response = await fetch(url, { headers: { Accept: 'application/json' }, ...options })
  const type = response.headers.get('Content-Type') ?? ''
  const body = type.includes('json') ? await response.json() : {}
  if (!response.ok)
    throw new Error(
      body.reason?.[page.lang] ?? body.error ?? `${url}: ${response.status} ${response.statusText}`,
    )
  return body
}

/** @param {string} code */
export const areaUrl = (code) => at(`/api/areas/${encodeURIComponent(code)}`)

/**
 * Map payload of an area; shared and kept for the areas used last.
 * @param {string} code
 */
export function areaMap(code) {
  const kept = maps.get(code)
  const promise = kept ?? fetched(`${areaUrl(code)}/map?edition=${encodeURIComponent(page.edition)}`)
  maps.delete(code)
  maps.set(code, promise)
  if (!kept) promise.catch(() => maps.delete(code))
  if (maps.size > MAPS_KEPT) maps.delete(maps.keys().next().value ?? '')
  return promise
}

/** The city was redrawn. */
export const forgetMaps = () => maps.clear()

/**
 * Cameras of an area: {code, edition, running, total, healthy, cameras: [row]}. Never from a cache.
 * @param {string} code
 */
export const areaCameras = (code) => fetched(`${areaUrl(code)}/cameras`, { cache: 'no-store' })

/**
 * Cameras around a place, nearest first, each with its `metres`.
 * @param {number} lat
 * @param {number} lon
 * @param {number} metres
 * @returns {Promise<{running: boolean, cameras: NearCamera[]}>}
 */
export const camerasNear = (lat, lon, metres) =>
  fetched(at(`/api/cameras?near=${lat},${lon}&radius=${metres}`), { cache: 'no-store' })

/**
 * Who somebody on the map is. Never from a cache.
 * @param {string} id
 * @returns {Promise<PersonCard>}
 */
export const personCard = (id) => fetched(at(`/api/people/${encodeURIComponent(id)}`), { cache: 'no-store' })

/**
 * What is behind a number: {counter, as_of, definition, total, rows}. Never from a cache.
 * @param {string} code
 * @param {string} counter
 */
export const listing = (code, counter, by = '') =>
  fetched(listUrl(code, counter) + (by && `?group=${by}`), { cache: 'no-store' })
/**
 * @param {string} code
 * @param {string} counter
 */
export const listUrl = (code, counter) => `${areaUrl(code)}/list/${encodeURIComponent(counter)}`
