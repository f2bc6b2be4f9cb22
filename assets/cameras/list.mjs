// The cameras of the area shown, with their states: fetched when the area or the list changes, kept up by the live
// frames, told as `cameras` in the store. Knows no panel and no picture.

import { areaCameras } from '../core/api.mjs'
import { emit, on } from '../core/store.mjs'
import { withStates } from './states.mjs'

const AGAIN_MS = 5000

/** Begin. `told` in the store: {code, edition, running, rows, changed: 'list' | 'states'}. */
export function keepCameras() {
  let code = null
  let listed = null // the answer for `code`
  let edition // as the frames of this area told it; undefined: they have not yet
  let states = {}
  let asked = 0 // an answer to an older question is void

  function tell(changed) {
    if (!listed.running && edition === undefined) return // that nobody pulls them is known when a frame says so
    const running = listed.running && edition !== null
    const rows = running ? withStates(listed.cameras, states) : []
    emit('cameras', { code, edition: listed.edition, running, rows, changed })
  }

  async function fetchList() {
    asked += 1
    const mine = asked
    const answer = await areaCameras(code).catch(() => null)
    if (mine !== asked) return
    if (answer === null) {
      setTimeout(() => mine === asked && fetchList(), AGAIN_MS)
      return
    }
    listed = answer
    tell('list')
  }

  on('area', (area) => {
    code = area.code
    edition = undefined
    listed = null
    fetchList()
  })
  on('state', ({ code: about, changed, state }) => {
    if (about !== code || !(changed.has('cameras') || changed.has('camera_list'))) return
    states = state.cameras
    const other = listed && state.camera_list !== null && state.camera_list !== listed.edition
    edition = state.camera_list
    if (other || (listed && !listed.running && edition !== null)) fetchList()
    else if (listed) tell(changed.has('camera_list') ? 'list' : 'states')
  })
}
