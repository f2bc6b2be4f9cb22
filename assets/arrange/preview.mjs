// What a screen will draw, by the screen's own page in a frame: as large as that screen, made smaller as a whole.

import { at } from '../core/base.mjs'
import { byId, make, setText } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { areaName, within } from '../director/areas.mjs'
import { button, selectField } from './fields.mjs'
import { toldFor } from './told_for.mjs'

const SIZES = ['1920 × 1080', '3840 × 2160', '5760 × 1080']
const OF_THE_ROOM = ['stack', 'beat', 'may'] // what a screen is not told of itself

/** @param {string} text */
const sizeOf = (text) => /** @type {[number, number]} */ (text.split(' × ').map(Number))

export class Preview {
  #place = byId('preview')
  #head = make('div', 'preview-head')
  #box = make('div', 'preview-box')
  #foot = make('div', 'preview-foot')
  #note = make('p', 'hint')
  #size = make('span', 'hint')
  #says = make('p', 'preview-says')
  /** @type {HTMLIFrameElement | null} */
  #frame = null
  #alive = false
  #on = '' // a size, or a screen's id; '' until somebody chose
  #turns = 0
  #told = ''
  /** @type {Work | null} */
  #work = null
  /** @type {ArrangedRoom | null} */
  #room = null
  #options = ''

  constructor() {
    this.#place.append(this.#head, this.#box, this.#foot)
    this.#foot.append(this.#says, this.#note)
    this.#says.setAttribute('aria-live', 'polite')
    new ResizeObserver(() => this.#fit()).observe(this.#place)
    addEventListener('message', ({ source, origin, data }) => {
      if (origin === location.origin && this.#frame && source === this.#frame.contentWindow) this.#heard(data)
    })
  }

  /**
   * @param {Work | null} work
   * @param {ArrangedRoom} room
   */
  show(work, room) {
    const wanted = work !== null && work.kind !== 'rule'
    this.#place.hidden = !wanted
    if (!wanted) return
    if (work !== this.#work) this.#turns = 0
    this.#work = work
    this.#room = room
    this.#open()
    this.#choices(room)
    this.#tell()
  }

  /** What was chosen; else a screen that shows it already, or the first there is. */
  get #here() {
    const [work, screens] = [this.#work, this.#room?.screens ?? []]
    const own = screens.find(({ programme }) => work?.kind === 'programme' && programme === work.id)
    return this.#on || own?.id || screens[0]?.id || SIZES[0]
  }

  #open() {
    if (this.#frame) return
    const frame = make('iframe')
    const query = new URLSearchParams({ lang: page.lang, sound: 'off' })
    frame.src = at(`/screen/preview/${encodeURIComponent(page.scope)}?${query}`)
    frame.title = word('preview_frame')
    frame.inert = true // a picture: nobody works in it
    this.#frame = frame
    this.#box.append(frame, make('p', 'preview-wait hint', word('preview_starts')))
  }

  /** @param {ArrangedRoom} room */
  #choices(room) {
    const scope = areaName(page.scope, () => this.#room && this.#choices(this.#room))
    /** @type {[string, string][]} */
    const sizes = SIZES.map((size) => [size, word('preview_made_up', { size, area: scope })])
    /** @type {[string, string][]} */
    const hung = room.screens.map(({ id, name, room: where }) => [id, `${name} · ${where}`])
    const options = [...hung, ...sizes]
    const step = this.#work?.kind === 'programme'
    const now = JSON.stringify([options, step, this.#here])
    if (now === this.#options) return
    this.#options = now
    if (!options.some(([value]) => value === this.#on)) this.#on = ''
    const on = selectField({
      ...{ words: word('preview_on'), name: 'preview.on', value: this.#here, options },
      on: (value) => {
        this.#on = value
        this.#tell()
      },
    })
    const turn = (/** @type {number} */ by) => () => {
      this.#turns += by
      this.#tell()
    }
    const turns = step
      ? [
          button(word('preview_previous'), turn(-1), 'act', 'preview.previous'),
          button(word('preview_next'), turn(1), 'act', 'preview.next'),
        ]
      : []
    this.#head.replaceChildren(make('h2', '', word('preview')), on, ...turns, this.#size)
  }

  /** @returns {HungScreen & Record<string, any>} */
  #screen() {
    const hung = this.#room?.screens.find(({ id }) => id === this.#here)
    if (hung) return hung
    const more = { row: 1, column: 1, programme: '', clearance: 'all', part: null, revision: 1 }
    return { id: '', name: word('preview'), room: '', area: page.scope, distance: 0, panel: 0, ...more }
  }

  #tell() {
    if (!this.#work || !this.#room) return
    this.#fit()
    const screen = /** @type {any} */ ({ ...this.#screen() })
    for (const name of OF_THE_ROOM) delete screen[name]
    const told = toldFor(this.#work, this.#room, screen, this.#turns, word('preview_scene'))
    this.#look(screen, told)
    const now = JSON.stringify(told)
    if (!this.#alive || now === this.#told) return
    this.#told = now
    this.#frame?.contentWindow?.postMessage({ told }, location.origin)
  }

  // What lies beyond a screen's area its server does not tell it: neither do we.
  /**
   * @param {HungScreen} screen
   * @param {ScreenTold} told
   */
  #look(screen, told) {
    const { programme, scenes } = told
    if (!programme) return
    const inside = programme.steps.filter(
      ({ scene }) => within(scenes[scene].area, screen.area, () => this.#tell()) === true,
    )
    const off = inside.length < programme.steps.length
    const area = areaName(screen.area, () => this.#tell())
    const nothing = programme.steps.length === 0 ? word('preview_nothing') : ''
    setText(this.#note, off ? word('preview_off', { screen: screen.name, area }) : nothing)
    programme.steps = inside
  }

  /** @param {any} data */
  #heard(data) {
    if (!data || !('shows' in data)) return
    if (!this.#alive || data.shows === null) {
      this.#alive = true
      this.#told = ''
      this.#place.dataset.alive = '1'
      this.#tell()
    }
    this.#step(data.shows?.scene)
  }

  /** @param {string | null | undefined} scene that is drawn now */
  #step(scene) {
    if (this.#work?.kind !== 'programme' || !this.#room) return setText(this.#says, '')
    const at = this.#work.value.steps.findIndex((/** @type {ProgrammeStep} */ step) => step.scene === scene)
    const name = this.#room.scenes[scene ?? '']?.name
    setText(this.#says, at >= 0 && name ? word('preview_step', { n: at + 1, name }) : '')
  }

  #fit() {
    if (!this.#frame) return
    const hung = this.#room?.screens.find(({ id }) => id === this.#here)
    const [width, height] = hung?.beat?.size ?? sizeOf(hung ? SIZES[0] : this.#here)
    const room = this.#box.clientWidth
    const most = Math.max(160, innerHeight * 0.55)
    const scale = Math.min(room / width, most / height)
    const { style } = this.#frame
    style.width = `${width}px`
    style.height = `${height}px`
    style.transform = `scale(${scale})`
    this.#box.style.height = `${Math.round(height * scale)}px`
    setText(
      this.#size,
      word('preview_size', { size: `${width} × ${height}`, scale: Math.round(scale * 100) }),
    )
  }
}
