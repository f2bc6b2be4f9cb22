// Hears alarms for the officer: which sound, when, and silence that ends by itself. The strip tells of a flood.

import { runs } from '../../core/ages.mjs'
import { now } from '../../core/clock.mjs'
import { word } from '../../core/page.mjs'
import { byId, make, setAttribute, setText } from '../../core/dom.mjs'
import { itemName, ofPair } from '../../core/names.mjs'
import { on } from '../../core/store.mjs'
import { page } from '../case/page.mjs'
import { Alarms, FLOOD_BELOW } from './alarms.mjs'
import { rows } from '../desk/socket.mjs'
import { Mute } from './mute.mjs'
import { createSounds } from '../../panels/sounds.mjs'

const GROUPS = 8
const ASKED_MS = 300 // until the browser has said whether the page may sound
const alarms = new Alarms()
const mute = new Mute()
const sounds = createSounds()

const who = () => ({ me: page.viewer.id, role: page.viewer.role, rings: page.ladder })

export const alarmRate = () => alarms.rate(now())

/** @param {AlarmKind | 'flood' | null} kind */
function play(kind) {
  if (kind) sounds.play(kind, mute.left(performance.now()) > 0)
}

export function toggleSound() {
  mute.toggle(performance.now())
  drawButton()
}

function drawButton() {
  const left = mute.left(performance.now())
  const button = byId('sound')
  setAttribute(button, 'aria-pressed', String(left > 0))
  const state = left > 0 ? 'muted' : sounds.able() ? 'on' : 'asleep'
  setAttribute(button, 'data-state', state)
  setText(button, word(`sound_${state}`, { left: runs(left) }))
}

// A desk that nobody can hear must not look like one that is calm.
function drawMute() {
  byId('mute').hidden = sounds.able()
}

function drawStrip() {
  const strip = byId('strip')
  strip.hidden = !alarms.flooding
  if (strip.hidden) return
  const at = now()
  const groups = alarms.groups(at)
  const said = word('flood', { n: alarms.rate(at), below: FLOOD_BELOW })
  const shown = groups.slice(0, GROUPS).map((group) => {
    const node = make('span', 'flood-group')
    const town = group.town ? ofPair(group.town) : ''
    node.append(make('b', '', `${itemName(group)} ×${group.count}`), make('span', '', town))
    return node
  })
  const rest = groups.length - shown.length
  if (rest > 0) shown.push(make('span', '', word('flood_more', { n: rest })))
  const [title, line] = [make('b', 'flood-title', said), make('span', 'flood-groups spare')]
  line.append(...shown)
  strip.title = [
    said,
    ...shown.map((node) => [...node.childNodes].map((piece) => piece.textContent).join(' ')),
  ].join('\n')
  strip.replaceChildren(title, line)
}

function look() {
  const at = now()
  play(alarms.sound(alarms.look(rows().values(), { now: at, ...who() }), at))
  play(alarms.remind(rows().values(), at))
  drawButton()
  drawMute()
  drawStrip()
}

export function mountAlarmSounds() {
  byId('sound').addEventListener('click', toggleSound)
  on('queue', ({ changed, whole }) => {
    const at = now()
    play(alarms.sound(alarms.take(changed, { whole, now: at, ...who() }), at))
    drawStrip()
  })
  setInterval(look, 1000)
  setTimeout(drawMute, ASKED_MS)
  for (const event of ['pointerdown', 'keydown'])
    addEventListener(event, () => setTimeout(drawMute, ASKED_MS))
  window.gridwall.sounds = sounds.played
}
