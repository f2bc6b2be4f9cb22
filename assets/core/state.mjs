// The room's state: a snapshot's, with every delta's changes merged over it. Knows frames, draws nothing.

import { emit, on } from './store.mjs'

/** @type {RoomState} */
export const EMPTY = {
  counters: {},
  tiles: {},
  direct: null,
  hours: null,
  cases: [],
  calls: {},
  people_seen: 0,
  before: {},
  kinds: {},
  cameras: {},
  camera_list: null,
}

/**
 * @param {RoomCase} a
 * @param {RoomCase} b
 */
const newestFirst = (a, b) => b.filed - a.filed || (a.id < b.id ? 1 : -1)

/**
 * `news`: when a case came to this page, or became urgent; what a snapshot brings is as old as it is.
 * @param {RoomCase} item
 * @param {RoomCase} [before]
 * @param {number} [at]
 */
function news(item, before, at) {
  const known = before && before.urgent === item.urgent
  return { ...item, news: known ? before.news : (at ?? item.filed) }
}

/**
 * @param {RoomCase[]} cases
 * @param {RoomCase[]} [changed]
 * @param {string[]} [gone]
 * @param {number} [at]
 */
function mergedCases(cases, changed = [], gone = [], at) {
  const byId = new Map(cases.map((item) => [item.id, item]))
  for (const item of changed) byId.set(item.id, news(item, byId.get(item.id), at))
  for (const id of gone) byId.delete(id)
  return [...byId.values()].sort(newestFirst)
}

/**
 * A camera that is here no more comes as null.
 * @param {Record<string, CameraNews>} cameras
 * @param {Record<string, CameraNews | null>} changed
 * @returns {Record<string, CameraNews>}
 */
function mergedCameras(cameras, changed) {
  /** @type {any} filtered, which the checker does not see */
  const there = Object.entries({ ...cameras, ...changed }).filter(([, told]) => told)
  return Object.fromEntries(there)
}

/**
 * Numbers of other days, each by its name.
 * @param {RoomState['before']} days
 * @param {RoomState['before']} changed
 */
function mergedDays(days, changed) {
  const all = Object.entries(changed).map(([ago, news]) => [ago, { ...days[ago], ...news }])
  return { ...days, ...Object.fromEntries(all) }
}

/**
 * `before` with `change` merged over it; neither is altered. `at`: when, of a change; none for a snapshot.
 * @param {RoomState} before
 * @param {StateChange} change
 * @param {number} [at]
 * @returns {RoomState}
 */
export function merge(before, change, at) {
  const { cases, gone_cases: gone, cameras, counters, tiles, kinds, before: past, ...rest } = change
  return {
    ...before,
    ...rest,
    counters: { ...before.counters, ...counters },
    tiles: { ...before.tiles, ...tiles },
    kinds: kinds ? { ...before.kinds, ...kinds } : before.kinds,
    before: past ? mergedDays(before.before, past) : before.before,
    cameras: cameras ? mergedCameras(before.cameras, cameras) : before.cameras,
    cases: cases || gone ? mergedCases(before.cases, cases, gone, at) : before.cases,
  }
}

/**
 * Listen to frames and tell `state`. `area()` is the code of the room shown.
 * @param {() => string | null} area
 */
export function keepState(area) {
  let state = EMPTY
  return on('frame', (frame) => {
    if (!frame.state) return
    state = frame.snapshot ? merge(EMPTY, frame.state) : merge(state, frame.state, frame.at)
    const changed = new Set(Object.keys(frame.snapshot ? { ...EMPTY, ...frame.state } : frame.state))
    if (changed.delete('gone_cases')) changed.add('cases')
    emit('state', { code: area(), at: frame.at, snapshot: frame.snapshot, changed, state })
  })
}
