// The cameras around the case: the wall's own panels, at most three, small.

import { camerasNear } from '../../wall/api.mjs'
import { createLink } from '../../wall/cameras/link.mjs'
import { createPanel } from '../../wall/cameras/panel.mjs'
import { named, page, word } from '../../wall/page.mjs'
import { make } from '../../wall/panels/dom.mjs'
import { shortName } from '../../wall/panels/names.mjs'
import { ask } from '../../wall/socket.mjs'
import { on } from '../../wall/store.mjs'
import { metres } from '../words.mjs'
import { heading } from './part.mjs'

const MOST = 3
let link = null
let panels = []
let shown = '' // the place the panels are of
let again = 0 // grows when the list of cameras changes

on('cameras', ({ changed }) => changed === 'list' && (again += 1))

export function drawCameras(host, record) {
  const place = Number.isFinite(record.lat) ? `${record.lat} ${record.lon} ${again}` : ''
  if (place === shown && host.dataset.place === place) return
  shown = place
  host.dataset.place = place
  close()
  host.replaceChildren()
  if (place) fill(host, record, place)
}

function close() {
  for (const panel of panels) panel.close()
  panels = []
}

async function fill(host, { lat, lon }, place) {
  const radius = page.cameras.radius_m
  const answer = await camerasNear(lat, lon, radius).catch(() => null)
  if (shown !== place || !answer?.cameras.length) return
  link ??= createLink(ask)
  const title = heading(word('card_cameras', { n: radius }))
  const all = answer.cameras.length
  if (all > MOST) title.append(make('span', 'second', word('card_cameras_more', { n: all - MOST })))
  const places = make('div', 'card-panels')
  host.replaceChildren(title, places)
  panels = answer.cameras.slice(0, MOST).map((camera) => {
    const cell = make('div', 'card-panel')
    places.append(cell)
    const reason = metres(camera.metres)
    return createPanel(cell, { link, camera, label: shortName(named(camera)), reason })
  })
}
