// Puts a screen together on the page that Dash drew.
import { calling } from '../core/case_status.mjs'
import { now } from '../core/clock.mjs'
import { reloadOnce } from '../core/reload.mjs'
import { last, on } from '../core/store.mjs'
import { tell } from '../core/socket.mjs'
import { byId } from '../core/dom.mjs'
import { minuteOfDay } from './city_day.mjs'
import { Health } from './health.mjs'
import { Notice, createReloading, stayAwake } from './life.mjs'
import { Measures } from './measures.mjs'
import { Names } from './naming.mjs'
import { due } from './nightly.mjs'
import { mountPanels } from './panels.mjs'
import { followParent, isPreview } from './preview.mjs'
import { CameraCells } from './panels/camera_cells.mjs'
import { createOpeners } from './panels/openers.mjs'
import { Screen } from './screen.mjs'
import { partOf } from './shared_map.mjs'
import { StageHand } from './stage.mjs'
import { Strip } from './strip.mjs'
import { followTold } from './told.mjs'
import { followTouch } from './touch.mjs'
import { videoTrouble } from './video.mjs'

const BEAT_MS = 5000
const LOOK_MS = 30_000
const STRANGE_MS = 1500 // numbers of another area than the one shown: until then it is a change of areas

/** The screen's id, as the address has it. */
const own = () => decodeURIComponent(location.pathname.split('/').at(-1) ?? '')

/**
 * @param {HTMLElement} wall
 * @param {{mark: import('./place_mark.mjs').PlaceMark, shared: import('./shared_map.mjs').SharedMap, near: import('./near_people.mjs').NearPeople}} map
 */
export function mountScreen(wall, { mark, shared, near }) {
  /** @type {ScreenTold | null} */
  let known = null
  const { cameras, sized } = mountPanels(wall, () => seats(known))
  const cells = new CameraCells(cameras.link)
  const measures = new Measures()
  const names = new Names((id) => cells.find(id))
  const openers = createOpeners(cells, measures, near)
  const share = (/** @type {boolean} */ shares) =>
    shared.show(
      wall,
      shares && known ? partOf(known.screen, { width: innerWidth, height: innerHeight }) : null,
    )
  const hand = new StageHand(wall, { openers, mark, share, rest: cameras.rest })
  addEventListener('resize', () => share(hand.stage?.layout === 'part'))
  const paused = followTouch(byId('screen-page'), (by) => screen.turn(by))
  const screen = new Screen({ hand, strip: new Strip(wall), names, measures, paused })
  const preview = isPreview()
  const [notice, reloading, health] = [preview ? null : new Notice(), createReloading(), new Health()]
  /** @param {ScreenTold} told */
  const take = (told) => {
    const hung = String(seats(known))
    known = told
    if (String(seats(told)) !== hung) sized()
    reloading(told.reloads)
    notice?.take(told)
    screen.take(told)
  }
  window.gridwall.screen = () => ({ ...screen.answer(), stage: hand.stage })
  markStrange(wall)
  if (preview) return followParent(take, () => screen.answer())
  followTold(own(), take, () => notice?.gone())
  const beat = () => ({ ...health.answer(), ...screen.answer(), slowed: Boolean(notice?.slowed) })
  setInterval(() => tell('beat', beat()), BEAT_MS)
  loadAtNight(() => ({ heap: health.steady, pushed: screen.answer().shows?.kind === 'push' }))
  stayAwake()
  videoTrouble().then((trouble) => {
    health.video = trouble
    if (trouble) notice?.noVideo()
  })
}

/** @param {() => {heap: number | null, pushed: boolean}} how */
function loadAtNight(how) {
  const look = () => {
    const { heap, pushed } = how()
    const busy = pushed || Boolean(last('state')?.state.cases.some(calling))
    const at = { id: own(), minute: minuteOfDay(now()), heap, up: performance.now(), busy }
    if (due(at)) reloadOnce(`night ${new Date(now()).toDateString()}`, 0)
  }
  setInterval(look, LOOK_MS)
}

/**
 * How it hangs, as a wall's address says it.
 * @param {ScreenTold | null} told
 */
function seats(told) {
  const { distance = 0, panel = 0 } = told?.screen ?? {}
  const query = new URLSearchParams()
  if (distance > 0) query.set('distance', `${distance}m`)
  if (panel > 0) query.set('panel', `${panel}in`)
  return query
}

// Without a server an area can be shown of which nothing but its shape is known: numbers of another one are none.
/** @param {HTMLElement} wall */
function markStrange(wall) {
  let since = performance.now()
  const look = () => {
    const same = last('area')?.code === last('state')?.code
    if (same) since = performance.now()
    wall.classList.toggle('strange', performance.now() - since > STRANGE_MS)
  }
  on('state', look)
  setInterval(look, STRANGE_MS / 3)
}
