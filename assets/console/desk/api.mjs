// What the console fetches over HTTP besides the wall's. A refusal is an Error whose message is a sentence.

import { at } from '../../core/base.mjs'
import { areaUrl, fetched } from '../../core/api.mjs'

/** @type {RequestInit} */
const fresh = { cache: 'no-store' }
/** @param {string} id */
const caseUrl = (id) => at(`/api/cases/${encodeURIComponent(id)}`)

/**
 * @param {string} id
 * @returns {Promise<CaseCard>}
 */
export const caseDetail = (id) => fetched(caseUrl(id), fresh)

/**
 * Asked for is written down.
 * @param {string} id
 * @param {string} inspector
 * @returns {Promise<PhoneNumber>}
 */
export const phoneOf = (id, inspector) =>
  fetched(`${caseUrl(id)}/phone?inspector=${encodeURIComponent(inspector)}`, fresh)

/**
 * Of whoever was sent by this dispatch, from elsewhere too. Asked for is written down.
 * @param {string} id
 * @param {string} dispatch
 * @returns {Promise<PhoneNumber>}
 */
export const phoneOfSent = (id, dispatch) =>
  fetched(`${caseUrl(id)}/phone?dispatch=${encodeURIComponent(dispatch)}`, fresh)

/**
 * Of somebody on call, by the card's key. Asked for is written down.
 * @param {string} id
 * @param {string} key
 * @returns {Promise<PhoneNumber>}
 */
export const phoneOnCall = (id, key) =>
  fetched(`${caseUrl(id)}/phone?on_call=${encodeURIComponent(key)}`, fresh)

/**
 * Cases by id, item, place, text and owner; ended ones too.
 * @param {string} code
 * @param {string} q
 * @returns {Promise<FoundCases>}
 */
export const searchCases = (code, q) => fetched(`${areaUrl(code)}/search?q=${encodeURIComponent(q)}`, fresh)

/**
 * Areas and addresses by name.
 * @param {string} code
 * @param {string} q
 * @returns {Promise<FoundPlaces>}
 */
export const searchPlaces = (code, q) => fetched(`${areaUrl(code)}/places?q=${encodeURIComponent(q)}`, fresh)

/**
 * @param {string} role
 * @returns {Promise<SeatTaken>}
 */
export const changeRole = (role) =>
  fetched(at('/api/seat'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ role }),
  })

// A server that does not answer has failed too.
const inTime = () => ({ ...fresh, signal: AbortSignal.timeout(10_000) })

/**
 * How today goes.
 * @param {string} code
 * @returns {Promise<PerformanceTable>}
 */
export const performanceTable = (code) => fetched(`${areaUrl(code)}/performance`, inTime())

/**
 * The cases behind one number of it.
 * @param {string} code
 * @param {PerformanceKind} kind
 * @param {string} id a row's, or `all` of the areas: the total
 * @param {PerformanceNumber} number
 * @returns {Promise<PerformanceList>}
 */
export const performanceList = (code, kind, id, number) =>
  fetched(`${areaUrl(code)}/performance/${[kind, id, number].map(encodeURIComponent).join('/')}`, inTime())
