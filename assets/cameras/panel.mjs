// One camera's picture with its name, why it is here, its state and its age: honest whatever happens. Knows no
// layout and does not choose cameras.
//
//   const panel = new CameraPanel(host, { link, camera, label, reason, main })
//
// fills `host` (an empty element: its size is the caller's; an enlarged panel is the same panel in a larger host)
// and answers:
//
//   show({camera, label, reason, main})   another camera, another reason, or the main stream instead of the sub-stream (when
//                  enlarged). What is not given stays. The picture of another camera is gone at once.
//   resized()      the host's size has changed: tells the process how wide the picture is now.
//   panel          the number in the link, also `window.gridwall.cameras()[…].panel`.
//   close()        empties `host`; nothing remains.
//
//  link    the `CameraSocket` of camera_socket.mjs: one a page. The panel wishes for its camera there by itself.
//  camera  a row of /api/areas/<code>/cameras: {id, name, name_en, state, since, detail, …}.
//  label   its name as there is room for it; without one the whole name.
//  reason  why this camera is here, in the page's language, already worded: "120 m", "pinned", a village's name.
//  main    true: the main stream.
//
// `host` gets data-camera, data-state (live, connecting, standby, frozen, lost, refused: what is shown, never more
// than what is painted) and data-at (epoch ms of the newest painted picture, "" none).

import { age as ageInWords } from '../core/ages.mjs'
import { make, setAttribute, setText } from '../core/dom.mjs'
import { named, word } from '../core/page.mjs'
import { createPlayer as createStill } from './jpeg.mjs'
import { closed, opened, tellPicture } from './open_panels.mjs'
import { createPlayer } from './player.mjs'
import { FRESH_MS, judge } from './picture_state.mjs'
import { JPEG } from './picture_codec.mjs'
import { cameraInWords } from './words.mjs'

const RELAYED = new Set(['whep', 'hls']) // straight from a gateway
const WIDTH_STEP = 64 // device pixels: a panel that grows by less asks for nothing new

export class CameraPanel {
  #host
  #link
  #parts
  #shown // {camera, label, reason, main}
  #tools
  /** @type {any} */
  #place = null // in the link
  /** @type {any} */
  #still = null // the last picture the process has, or the last one a player showed
  /** @type {Player | null} */
  #player = null
  #kind = ''
  /** @type {any} */
  #known = null // what the process, the link and the player said
  /** @type {any} */
  #counts = null
  #paintedAt = -Infinity // steady ms

  /**
   * @param {HTMLElement} host
   * @param {{link: any, camera: Camera, label?: string, reason?: string, main?: boolean}} parts
   */
  constructor(host, { link, camera, label = '', reason = '', main = false }) {
    this.#host = host
    this.#link = link
    this.#parts = build(host)
    this.#shown = { camera, label, reason, main }
    this.#tools = this.#makeTools()
    this.#start()
    opened(this)
  }

  get panel() {
    return this.#place.panel
  }

  /** @param {any} change */
  show(change) {
    const before = this.#shown.camera.id
    this.#shown = { ...this.#shown, ...change }
    if (this.#shown.camera.id === before) this.resized()
    else {
      this.#end()
      this.#start()
    }
    this.draw()
  }

  resized() {
    const pixels = (this.#parts.screen.clientWidth || 1) * (devicePixelRatio || 1)
    const width = Math.ceil(pixels / WIDTH_STEP) * WIDTH_STEP
    this.#place.want({ camera: this.#shown.camera.id, main: this.#shown.main, width })
  }

  close() {
    closed(this)
    this.#end()
    const host = this.#host
    for (const name of ['camera', 'state', 'at']) delete host.dataset[name]
    host.removeAttribute('title')
    host.classList.remove('camera')
    host.replaceChildren()
  }

  draw() {
    const { state, detail, age } = this.#judged()
    const { camera, label, reason } = this.#shown
    const parts = this.#parts
    setAttribute(this.#host, 'data-state', state)
    setText(parts.word, word(`camera_state_${state}`))
    setText(parts.age, age === null ? '' : age < FRESH_MS ? word('camera_age_now') : ageInWords(age))
    setText(parts.trouble, state === 'live' ? '' : cameraInWords({ state, detail }))
    setText(parts.name, label || named(camera))
    setText(parts.reason, reason)
    this.#host.title = [reason, named(camera), parts.trouble.textContent].filter(Boolean).join(' · ')
  }

  /** See open_panels.mjs. */
  answer() {
    const { camera } = this.#shown
    const { state } = this.#host.dataset
    return { panel: this.panel, camera: camera.id, state, at: this.#newest(), ...this.#counts }
  }

  /** What a player may call; see player.mjs. */
  #makeTools() {
    const exempt = () => this.#shown.camera.still === true
    return {
      painted: (/** @type {Painted} */ picture) => this.#painted(picture),
      failed: (/** @type {string} */ detail) => this.#failed(detail),
      keep: () => this.#keep(),
      troubled: (/** @type {string} */ detail) => this.#troubled(detail),
      now: () => this.#link.now(),
      send: (/** @type {PanelMessage} */ message) => this.#place.send(message),
      get exempt() {
        return exempt()
      },
    }
  }

  #start() {
    setAttribute(this.#host, 'data-camera', this.#shown.camera.id)
    setAttribute(this.#host, 'data-at', '')
    this.#known = {
      told: null,
      linked: false,
      refused: '',
      refusal: '',
      failed: '',
      trouble: '',
      troubled: 0,
    }
    this.#counts = { painted: 0, dropped: 0, latency: null }
    this.#paintedAt = -Infinity
    this.#still = createStill(this.#parts.still, this.#tools)
    /**
     * @param {boolean} yes
     * @param {string} refusal
     */
    const linked = (yes, refusal) => this.#linked(yes, refusal)
    this.#place = this.#link.attach({
      take: (/** @type {PanelMessage} */ message) => this.#take(message),
      linked,
    })
    this.resized()
    this.draw()
  }

  #end() {
    this.#place.leave()
    this.#forget()
    this.#still.close()
  }

  #forget() {
    this.#player?.close()
    this.#player = null
    this.#kind = ''
  }

  /**
   * @param {boolean} linked
   * @param {string} refusal
   */
  #linked(linked, refusal) {
    Object.assign(this.#known, { linked, refusal })
    this.draw()
  }

  /** @param {PanelMessage} message */
  #take(message) {
    const known = this.#known
    if (message.state) known.told = message
    if (message.state || message.media) known.refused = ''
    if (message.refused && !RELAYED.has(this.#kind)) known.refused = message.refused
    if (message.media) this.#play(message)
    else if (message.type === JPEG && this.#kind !== 'jpeg') this.#lastPicture(message)
    else if (!message.state) this.#player?.take(message)
    if (!message.type) this.draw()
  }

  /** @param {PanelMessage} message */
  #play(message) {
    this.#known.failed = this.#known.trouble = ''
    const { kind } = message.media
    if (kind !== this.#kind) {
      this.#keep()
      this.#player?.close()
      this.#kind = kind
      this.#player = createPlayer(this.#parts.moving, kind, this.#tools)
    }
    this.#player?.take(message)
  }

  /** @param {PanelMessage} message */
  #lastPicture(message) {
    if (message.at <= this.#newest()) return
    this.#still.take(message)
    this.#parts.screen.dataset.front = 'still'
  }

  #newest() {
    return Math.max(this.#still.newest(), this.#player?.newest() ?? 0)
  }

  /** Whether what the player shows is the newest there is. */
  #moving() {
    return this.#player !== null && this.#player.newest() >= this.#still.newest()
  }

  /** What the player shows stays when the player goes. */
  #keep() {
    const picture = this.#player?.still()
    if (picture && this.#moving()) this.#still.keep(picture, this.#player?.newest())
  }

  /** @param {string} detail */
  #failed(detail) {
    this.#keep()
    this.#known.failed = detail
    this.#forget()
    this.draw()
  }

  /** @param {string} detail */
  #troubled(detail) {
    if (this.#known.trouble !== detail) this.#known.troubled = this.#link.now()
    this.#known.trouble = detail
    this.draw()
  }

  #painted(/** @type {Painted} */ { at, number, latency, dropped }) {
    this.#counts.painted += 1
    this.#counts.dropped += dropped
    this.#counts.latency = latency
    this.#paintedAt = performance.now()
    if (this.#moving()) this.#parts.screen.dataset.front = 'moving'
    this.#host.dataset.at = String(at)
    if (this.#host.dataset.state !== 'live') this.draw()
    tellPicture({ panel: this.panel, camera: this.#shown.camera.id, at, number })
  }

  #judged() {
    const silence = performance.now() - this.#paintedAt
    const { refused, refusal, ...rest } = this.#known
    const why = { refused: refused || refusal, relayed: RELAYED.has(this.#kind) }
    return judge({ ...rest, ...why, at: this.#newest(), silence, now: this.#link.now() })
  }
}

/** @param {HTMLElement} host */
function build(host) {
  const [screen, still, moving] = ['screen', 'still', 'moving'].map((name) => make('div', `camera-${name}`))
  const [name, reason, trouble, age] = ['name', 'reason', 'trouble', 'age'].map((part) =>
    make('span', `camera-${part}`),
  )
  const [state, shape, words] = [
    make('span', 'camera-state'),
    make('i', 'camera-shape'),
    make('b', 'camera-word'),
  ]
  const caption = make('div', 'camera-caption')
  state.append(shape, words, age)
  screen.append(still, moving, trouble)
  caption.append(name, reason, state)
  host.classList.add('camera')
  host.replaceChildren(screen, caption)
  return { screen, still, moving, name, reason, trouble, age, word: words }
}
