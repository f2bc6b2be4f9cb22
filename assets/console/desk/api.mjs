// What the console fetches over HTTP besides the wall's. A refusal is an Error whose message is a sentence.

import { areaUrl, fetched } from '../../core/api.mjs'

/** @type {RequestInit} */
const fresh = { cache: 'no-store' }
const caseUrl = (id) => `/api/cases/${encodeURIComponent(id)}`

/** {case, steps, history, clock, responders, method, duplicates, merged, cameras} of a case. */
export const caseDetail = (id) => fetched(caseUrl(id), fresh)

/** {phone}: asked for is written down. */
export const phoneOf = (id, inspector) =>
  fetched(`${caseUrl(id)}/phone?inspector=${encodeURIComponent(inspector)}`, fresh)

/** Cases by id, item, place, text and owner; ended ones too. */
export const searchCases = (code, q) => fetched(`${areaUrl(code)}/search?q=${encodeURIComponent(q)}`, fresh)

export const changeRole = (role) =>
  fetched('/api/seat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ role }),
  })

// A server that does not answer has failed too.
const inTime = () => ({ ...fresh, signal: AbortSignal.timeout(10_000) })

/** {as_of, code, total, areas, departments, people}: how today goes. */
export const performanceTable = (code) => fetched(`${areaUrl(code)}/performance`, inTime())

/** {as_of, kind, id, number, total, rows}: the cases behind one number of it. */
export const performanceList = (code, kind, id, number) =>
  fetched(`${areaUrl(code)}/performance/${[kind, id, number].map(encodeURIComponent).join('/')}`, inTime())
