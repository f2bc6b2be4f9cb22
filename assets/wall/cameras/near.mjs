// The place a wall looks at, and the cameras around it: the case somebody selected, else the call for help or the
// fresh urgent case in the band. Knows no panel.

import { camerasNear } from '../../core/api.mjs'
import { now } from '../../core/clock.mjs'
import { page } from '../../core/page.mjs'
import { last, on } from '../../core/store.mjs'
import { alarm } from '../../panels/alarm.mjs'

const LOOK_MS = 1000 // an urgent case stops being news without anything being told

/**
 * Begin; `changed()` whenever `rows()`, nearest first, or null without any, are others.
 * @param {() => void} changed
 */
export function followPlace(changed) {
  /** @type {Camera[] | null} */
  let rows = null
  let looked = '' // the place the rows are about
  let asked = 0

  /** @param {Case | null} record */
  async function look(record) {
    const { id, lat, lon } = record ?? {}
    const place = Number.isFinite(lat) ? `${id} ${lat} ${lon}` : ''
    if (place === looked) return
    looked = place
    asked += 1
    const mine = asked
    const answer = place
      ? await camerasNear(Number(lat), Number(lon), page.cameras.radius_m).catch(() => null)
      : null
    if (mine !== asked) return
    rows = answer?.cameras.length ? answer.cameras : null
    changed()
  }

  function follow() {
    const state = last('state')?.state
    if (!state) return
    const selected = last('select')
    const chosen = selected?.kind === 'case' && state.cases.find(({ id }) => id === selected.id)
    look(chosen || alarm(state, now()))
  }

  on('select', follow)
  on('state', ({ changed: keys }) => keys.has('cases') && follow())
  on('cameras', ({ changed: what }) => {
    if (what !== 'list') return
    looked = ''
    follow()
  })
  setInterval(follow, LOOK_MS)
  return { rows: () => rows }
}
