// The footer: alarms per ten minutes, what nobody has, how the cameras are, what was refused at the door.

import { word } from '../wall/page.mjs'
import { byId, part, setAttribute, setText } from '../wall/panels/dom.mjs'
import { count } from '../wall/panels/numbers.mjs'
import { last, on } from '../wall/store.mjs'
import { ended } from '../wall/standing.mjs'
import { known, rows } from './desk_link.mjs'
import { unclaimed } from './rank.mjs'
import { alarmRate } from './sounding.mjs'

const HEALTH_MS = 15_000
const HEALTHY = new Set(['standby', 'live'])
let rejected = null
let notTold = null
let doubtful = null

async function readHealth() {
  const told = await fetch('/readyz', { cache: 'no-store' }).then(
    (response) => response.json(),
    () => null,
  )
  if (!told) return
  rejected = told.rejected
  notTold = Object.values(told.not_told).reduce((sum, times) => sum + times, 0)
  doubtful = told.sos_doubtful
}

function cameras() {
  const told = last('cameras')
  if (!told?.running) return '—'
  return `${count(told.rows.filter(({ state }) => HEALTHY.has(state)).length)} / ${count(told.rows.length)}`
}

function draw() {
  const waiting = [...rows().values()].filter((row) => unclaimed(row) && !ended(row) && row.mine_to_do).length
  const told = (n) => count(known() ? n : null)
  const facts = {
    rate: told(alarmRate()),
    unclaimed: told(waiting),
    cameras: cameras(),
    rejected: count(rejected),
    doubtful: count(doubtful?.count ?? 0),
  }
  for (const [name, text] of Object.entries(facts)) {
    const node = part(byId('foot'), name)
    setText(node, text)
    setAttribute(node, 'data-value', text)
  }
  setAttribute(part(byId('foot'), 'rejected'), 'title', word('foot_rejected_title', { n: count(notTold) }))
  const fact = part(byId('foot'), 'doubtful').parentElement
  fact.hidden = !doubtful
  setAttribute(fact, 'title', doubtful ? word('foot_doubtful_title', doubtful) : '')
}

export function mountFoot() {
  on('cameras', draw)
  setInterval(draw, 1000)
  readHealth()
  setInterval(readHealth, HEALTH_MS)
  draw()
}
