// The room's state: a snapshot's, with every delta's changes merged over it. Knows frames, draws nothing.

import { emit, on } from './store.mjs'

export const EMPTY = {
  counters: {},
  tiles: {},
  direct: null,
  hours: null,
  cases: [],
  people_seen: 0,
  cameras: {},
  camera_list: null,
}

const newestFirst = (a, b) => b.filed - a.filed || (a.id < b.id ? 1 : -1)

// `news`: when a case came to this page, or became urgent; what a snapshot brings is as old as it is.
function news(item, before, at) {
  const known = before && before.urgent === item.urgent
  return { ...item, news: known ? before.news : (at ?? item.filed) }
}

function mergedCases(cases, changed = [], gone = [], at) {
  const byId = new Map(cases.map((item) => [item.id, item]))
  for (const item of changed) byId.set(item.id, news(item, byId.get(item.id), at))
  for (const id of gone) byId.delete(id)
  return [...byId.values()].sort(newestFirst)
}

/** A camera that is here no more comes as null. */
function mergedCameras(cameras, changed) {
  return Object.fromEntries(Object.entries({ ...cameras, ...changed }).filter(([, told]) => told))
}

/** `before` with `change` merged over it; neither is altered. `at`: when, of a change; none for a snapshot. */
export function merge(before, change, at) {
  const after = { ...before }
  for (const [key, value] of Object.entries(change)) {
    if (key === 'counters' || key === 'tiles') after[key] = { ...before[key], ...value }
    else if (key === 'cameras') after.cameras = mergedCameras(before.cameras, value)
    else if (key !== 'cases' && key !== 'gone_cases') after[key] = value
  }
  if (change.cases || change.gone_cases)
    after.cases = mergedCases(before.cases, change.cases, change.gone_cases, at)
  return after
}

/** Listen to frames and tell `state`. `area()` is the code of the room shown. */
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
