// What a camera's states are, and which of two tellings about it is the newer. Pure: knows no page and no colour.

import { CAMERA_HEALTHY } from '../core/contract.mjs'

export { CAMERA_STATES as STATES } from '../core/contract.mjs'
const HEALTHY = new Set(CAMERA_HEALTHY)
const DEAD = new Set(['lost', 'refused'])

export const healthy = (/** @type {{state: string}} */ { state }) => HEALTHY.has(state)

/** No picture is to be had; a frozen camera still shows one, with its age. */
export const dead = (/** @type {{state: string}} */ { state }) => DEAD.has(state)

/**
 * Rows as listed, with what the live frames told since: `told` is id → [state, since, detail].
 * @param {Camera[]} rows
 * @param {Record<string, CameraNews>} told
 */
export function withStates(rows, told) {
  return rows.map((row) => {
    const [state, since, detail] = told[row.id] ?? []
    return state === undefined || since < row.since ? row : { ...row, state, since, detail }
  })
}
