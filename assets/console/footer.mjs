// The footer: alarms per ten minutes, what nobody has, how the cameras are, what was refused at the door.

import { at } from '../core/base.mjs'
import { healthy } from '../cameras/states.mjs'
import { page, word } from '../core/page.mjs'
import { byId, part, setAttribute, setText } from '../core/dom.mjs'
import { count } from '../core/numbers.mjs'
import { last, on } from '../core/store.mjs'
import { ended } from '../core/case_status.mjs'
import { known, rows } from './desk/socket.mjs'
import { unclaimed } from './case/rank.mjs'
import { alarmRate } from './alarms/alarm_sounds.mjs'

const HEALTH_MS = 15_000
/** @type {number | null} */
let rejected = null
/** @type {number | null} */
let notTold = null
/** @type {DoubtfulSos | null} */
let doubtful = null

async function readHealth() {
  /** @type {Readiness | null} */
  const told = await fetch(at('/readyz'), { cache: 'no-store' }).then(
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
  return `${count(told.rows.filter(healthy).length)} / ${count(told.rows.length)}`
}

function draw() {
  const waiting = [...rows().values()].filter((row) => unclaimed(row) && !ended(row) && row.mine_to_do).length
  const told = (/** @type {number} */ n) => count(known() ? n : null)
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
  setAttribute(fact, 'title', doubtful ? word('foot_doubtful_title', { ...doubtful }) : '')
}

export function mountFooter() {
  part(byId('foot'), 'rejected').parentElement?.setAttribute('href', at(`/health?lang=${page.lang}`))
  on('state', ({ state: { counters } }) =>
    byId('foot')
      .querySelector('.foot-sos')
      ?.classList.toggle('some', counters.sos > 0),
  )
  byId('review').hidden = !page.reviews
  on('area', ({ code }) => {
    byId('handover').setAttribute('href', at(`/handover/${code}?lang=${page.lang}`))
    byId('review').setAttribute('href', at(`/review/${code}?lang=${page.lang}`))
  })
  on('cameras', draw)
  setInterval(draw, 1000)
  readHealth()
  setInterval(readHealth, HEALTH_MS)
  draw()
}
