// One camera's picture with its name, why it is here, its state and its age: honest whatever happens. Knows no
// layout and does not choose cameras.
//
//   const panel = createPanel(host, { link, camera, label, reason, main })
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
//  link    `createCameraSocket()` of camera_socket.mjs: one a page. The panel wishes for its camera there by itself.
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

export function createPanel(host, { link, camera, label = '', reason = '', main = false }) {
  const parts = build(host)
  let shown = { camera, label, reason, main }
  let place = null // in the link
  let still = null // the last picture the process has, or the last one a player showed
  let player = null
  let kind = ''
  let known = null // what the process, the link and the player said
  let counts = null
  let paintedAt = -Infinity // steady ms

  const tools = {
    ...{ painted, failed, keep, troubled, now: link.now },
    send: (message) => place.send(message),
    get exempt() {
      return shown.camera.still === true
    },
  }

  function begin() {
    known = { told: null, linked: false, refused: '', refusal: '', failed: '', trouble: '', troubled: 0 }
    counts = { painted: 0, dropped: 0, latency: null }
    paintedAt = -Infinity
    still = createStill(parts.still, tools)
    place = link.attach({ take, linked })
    wish()
  }

  function end() {
    place.leave()
    player?.close()
    still.close()
    player = null
    kind = ''
  }

  function wish() {
    const pixels = (parts.screen.clientWidth || 1) * (devicePixelRatio || 1)
    const width = Math.ceil(pixels / WIDTH_STEP) * WIDTH_STEP
    place.want({ camera: shown.camera.id, main: shown.main, width })
  }

  function linked(yes, refusal) {
    known.linked = yes
    known.refusal = refusal
    draw()
  }

  function take(message) {
    if (message.state) known.told = message
    if (message.state || message.media) known.refused = ''
    if (message.refused && !RELAYED.has(kind)) known.refused = message.refused
    if (message.media) play(message)
    else if (message.type === JPEG && kind !== 'jpeg') lastPicture(message)
    else if (!message.state) player?.take(message)
    if (!message.type) draw()
  }

  function play(message) {
    known.failed = known.trouble = ''
    if (message.media.kind !== kind) {
      keep()
      player?.close()
      kind = message.media.kind
      player = createPlayer(parts.moving, kind, tools)
    }
    player.take(message)
  }

  function lastPicture(message) {
    if (message.at <= newest()) return
    still.take(message)
    parts.screen.dataset.front = 'still'
  }

  const newest = () => Math.max(still.newest(), player?.newest() ?? 0)

  /** What the player shows stays when the player goes. */
  function keep() {
    const picture = player?.still()
    if (picture && player.newest() >= still.newest()) still.keep(picture, player.newest())
  }

  function failed(detail) {
    keep()
    known.failed = detail
    player?.close()
    player = null
    kind = ''
    draw()
  }

  function troubled(detail) {
    if (known.trouble !== detail) known.troubled = link.now()
    known.trouble = detail
    draw()
  }

  function painted({ at, number, latency, dropped }) {
    counts.painted += 1
    counts.dropped += dropped
    counts.latency = latency
    paintedAt = performance.now()
    if (player && player.newest() >= still.newest()) parts.screen.dataset.front = 'moving'
    host.dataset.at = String(at)
    if (host.dataset.state !== 'live') draw()
    tellPicture({ panel: place.panel, camera: shown.camera.id, at, number })
  }

  function verdict() {
    const silence = performance.now() - paintedAt
    const { refused, refusal, ...rest } = known
    const why = { refused: refused || refusal, relayed: RELAYED.has(kind) }
    return judge({ ...rest, ...why, at: newest(), silence, now: link.now() })
  }

  function draw() {
    const { state, detail, age } = verdict()
    setAttribute(host, 'data-state', state)
    setText(parts.word, word(`camera_state_${state}`))
    setText(parts.age, age === null ? '' : age < FRESH_MS ? word('camera_age_now') : ageInWords(age))
    setText(parts.trouble, state === 'live' ? '' : cameraInWords({ state, detail }))
    setText(parts.name, shown.label || named(shown.camera))
    setText(parts.reason, shown.reason)
    host.title = [shown.reason, named(shown.camera), parts.trouble.textContent].filter(Boolean).join(' · ')
  }

  function start() {
    setAttribute(host, 'data-camera', shown.camera.id)
    setAttribute(host, 'data-at', '')
    begin()
    draw()
  }

  const me = {
    draw,
    answer: () => ({
      panel: place.panel,
      camera: shown.camera.id,
      state: host.dataset.state,
      at: newest(),
      ...counts,
    }),
  }
  start()
  opened(me)

  return {
    get panel() {
      return place.panel
    },
    show(change) {
      const before = shown.camera.id
      shown = { ...shown, ...change }
      if (shown.camera.id === before) wish()
      else {
        end()
        start()
      }
      draw()
    },
    resized: wish,
    close() {
      closed(me)
      end()
      for (const name of ['camera', 'state', 'at']) delete host.dataset[name]
      host.removeAttribute('title')
      host.classList.remove('camera')
      host.replaceChildren()
    },
  }
}

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
