// The cameras around the case: the wall's own panels, at most three, small.

import { camerasNear } from '../../core/api.mjs'
import { CameraSocket } from '../../cameras/camera_socket.mjs'
import { CameraPanel } from '../../cameras/panel.mjs'
import { named, page, word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { shortName } from '../../core/names.mjs'
import { ask } from '../../core/socket.mjs'
import { on } from '../../core/store.mjs'
import { metres } from '../../core/numbers.mjs'
import { heading } from './part.mjs'

const MOST = 3
/** @type {CameraSocket | null} */
let link = null
/** @type {CameraPanel[]} */
let panels = []
let shown = '' // the place the panels are of
let again = 0 // grows when the list of cameras changes

on('cameras', ({ changed }) => changed === 'list' && (again += 1))

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 */
export function drawCameras(host, record) {
  const { lat, lon } = record
  const place = lat !== null && lon !== null ? `${lat} ${lon} ${again}` : ''
  if (place === shown && host.dataset.place === place) return
  shown = place
  host.dataset.place = place
  close()
  host.replaceChildren()
  if (lat !== null && lon !== null) fill(host, { lat, lon }, place)
}

function close() {
  for (const panel of panels) panel.close()
  panels = []
}

/**
 * @param {HTMLElement} host
 * @param {{lat: number, lon: number}} record
 * @param {string} place
 */
async function fill(host, { lat, lon }, place) {
  const radius = page.cameras.radius_m
  const answer = await camerasNear(lat, lon, radius).catch(() => null)
  if (shown !== place || !answer?.cameras.length) return
  const title = heading(word('card_cameras', { n: radius }))
  if (!answer.running) return host.replaceChildren(title, make('p', 'second', word('cameras_off')))
  link ??= new CameraSocket(ask)
  const all = answer.cameras.length
  if (all > MOST) title.append(make('span', 'second', word('card_cameras_more', { n: all - MOST })))
  const places = make('div', 'card-panels')
  host.replaceChildren(title, places)
  panels = answer.cameras.slice(0, MOST).map((camera) => {
    const cell = make('div', 'card-panel')
    places.append(cell)
    const reason = metres(camera.metres)
    return new CameraPanel(cell, { link, camera, label: shortName(named(camera)), reason })
  })
}
