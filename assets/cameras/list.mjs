// The cameras of the area shown, with their states: fetched when the area or the list changes, kept up by the live
// frames, told as `cameras` in the store. Knows no panel and no picture.

import { areaCameras } from '../core/api.mjs'
import { emit, on } from '../core/store.mjs'
import { withStates } from './states.mjs'

const AGAIN_MS = 5000

/** Begin. What is told as `cameras`: {code, edition, running, rows, changed: 'list' | 'states'}. */
export const keepCameras = () => new CameraList()

class CameraList {
  /** @type {string | null} */
  #code = null
  /** @type {any} */
  #listed = null // the answer for `#code`
  /** @type {string | null | undefined} */
  #edition // as the frames of this area told it; undefined: they have not yet
  /** @type {Record<string, CameraNews>} */
  #states = {}
  #asked = 0 // an answer to an older question is void

  constructor() {
    on('area', ({ code }) => this.#enter(code))
    on('state', ({ code, changed, state }) => {
      if (code === this.#code && (changed.has('cameras') || changed.has('camera_list')))
        this.#take(state, changed)
    })
  }

  /** @param {string} code */
  #enter(code) {
    this.#code = code
    this.#edition = undefined
    this.#listed = null
    this.#fetch()
  }

  /**
   * @param {RoomState} state
   * @param {Set<string>} changed
   */
  #take(state, changed) {
    const { cameras, camera_list: edition } = state
    this.#states = cameras
    this.#edition = edition
    const listed = this.#listed
    const other = listed && edition !== null && edition !== listed.edition
    if (other || (listed && !listed.running && edition !== null)) this.#fetch()
    else if (listed) this.#tell(changed.has('camera_list') ? 'list' : 'states')
  }

  async #fetch() {
    this.#asked += 1
    const mine = this.#asked
    const answer = await areaCameras(this.#code ?? '').catch(() => null)
    if (mine !== this.#asked) return
    if (answer === null) {
      setTimeout(() => mine === this.#asked && this.#fetch(), AGAIN_MS)
      return
    }
    this.#listed = answer
    this.#tell('list')
  }

  /** @param {'list' | 'states'} changed */
  #tell(changed) {
    const { running: ran, cameras, edition } = this.#listed
    if (this.#edition === undefined) return // how they are is known when a frame says so, as all else
    const running = ran && this.#edition !== null
    const rows = running ? withStates(cameras, this.#states) : []
    emit('cameras', { code: this.#code ?? '', edition, running, rows, changed })
  }
}
