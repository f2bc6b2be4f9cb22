// The entry of an inspector's and of a department's page: its parts, in order, and who tells whom.

import { Alert } from './alert.mjs'
import { Board } from './board.mjs'
import { createCall } from './call.mjs'
import { createClock, createLimit, keptFor } from './clock.mjs'
import { createApi, requestId } from './api.mjs'
import { News } from './news.mjs'
import { forgetPage, keepPage, keepWork, keptAt, keptWork } from './offline.mjs'
import { createOutbox } from './outbox.mjs'
import { createReport } from './report.mjs'
import { createSender } from './sender.mjs'
import { createNotifications } from './notifications.mjs'
import { createWords, moment, span } from './words.mjs'

const EVERY_MS = 10_000
const PUSHED_EVERY_MS = 60_000 // while the server pushes
const SOON_MS = 600 // after something was heard: by then the server's own view has it
const GONE = new Set(['link_expired', 'link_revoked', 'not_listed'])

/** @type {FieldFacts} */
const facts = JSON.parse(document.getElementById('page')?.textContent ?? '')
/** @type {any} the frame is written by the server (layouts/field_page.py) */
const host = document.getElementById('work')
/** @type {any} */
const wire = document.getElementById('wire')
const word = createWords(facts.words)
const door = createApi(location.pathname)
const outbox = await createOutbox(door.name)
const whose = door.linked ? '' : `?department=${encodeURIComponent(facts.department ?? '')}`
const address = `/api/field/work${whose}`

/** @type {FieldTask[] | null} */
let tasks = null
let asOf = 0
const kept = keptAt() // opened without a connection: what it shows is of before
let away = kept !== null
let old = away
/** @type {any} */
let timer = 0
const time = createClock(facts.now + keptFor(kept))
const clock = time.now
const limit = createLimit(/** @type {any} */ (facts), kept)
/** @param {number} at */
const hour = (at) =>
  new Date(at).toLocaleTimeString(facts.lang === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: facts.timezone,
    hour12: false,
  })

const sender = createSender(door, outbox, { told: outcome, changed: show })
const board = new Board(host, door, facts, word, press)
const call = createCall(sender, word, clock)
const told = createNotifications(host, facts, word)
const alert = new Alert(host, word)
const report = createReport(host, facts, word, (body, photos) =>
  sender.add({
    request: requestId(),
    kind: 'report',
    pressed: clock(),
    photos,
    body: { ...body, time: Math.round(clock()) },
  }),
)
const news = new News(door, `/api/field/news${whose}`, {
  told: (work) => {
    take(work.tasks)
    asOf = clock()
    away = false
    show()
  },
  changed: () => look(news.open ? PUSHED_EVERY_MS : 0),
})
const ENDS = new Set(['decline', 'hand_back', 'feed_back'])
const finished = new Set() // dispatches whose end they know of

/**
 * @param {FieldTask} task
 * @param {string} what
 * @param {any} parts
 */
function press(task, what, { text, reason, photos, ok }) {
  /** @type {Record<string, any>} */
  const body = { do: what, dispatch: task.dispatch, text, reason, ok }
  if (!door.linked) body.department = facts.department
  sender.add({ request: requestId(), kind: 'event', case: task.case, pressed: clock(), photos, body })
}

/**
 * @param {Pressed} item
 * @param {{heard?: any, refused?: any}} parts
 */
function outcome(item, { heard, refused }) {
  if (item.kind === 'report') return reported(item, heard, refused)
  if (heard ? ENDS.has(item.body.do) : refused.told.code === 'no_dispatch') finished.add(item.body.dispatch)
  if (item.kind === 'call') {
    if (heard) call.heard(heard, hour(clock()))
    else call.refused(refused)
  } else if (refused) told.refused(item, refused)
  else board.heard(item)
  look(SOON_MS)
}

/**
 * @param {Pressed} item
 * @param {any} heard
 * @param {any} refused
 */
function reported({ request, pressed, body }, heard, refused) {
  const { code, reason, error } = refused?.told ?? {}
  outbox
    .keep({
      request,
      at: pressed,
      item: body.item,
      state: heard ? 'sent' : 'refused',
      case: heard?.case,
      reason: refused && { code, en: error, ...reason },
    })
    .then(show)
}

/** @param {number} after */
function look(after) {
  clearTimeout(timer)
  timer = setTimeout(read, after)
}

async function read() {
  if (facts.state === 'good' || facts.state === 'away') {
    const sent = time.steady()
    const { status, told: answer } = await door.ask(address)
    if (status === 200) {
      if (facts.state === 'away') location.reload() // the server knows us again
      time.measure(sent, answer.now)
      if (answer.ready) take(answer.tasks) // a process that is still reading does not know them all
      asOf = clock()
    } else if (GONE.has(answer.code)) location.reload() // the page says why
    away = status === 0 || status >= 500
    show()
  }
  look(news.open ? PUSHED_EVERY_MS : EVERY_MS)
}

/** @param {FieldTask[]} next */
function take(next) {
  const still = new Set(next.map((task) => task.dispatch))
  for (const task of tasks ?? []) {
    if (!still.has(task.dispatch) && task.step !== 'done' && !finished.has(task.dispatch))
      told.takenBack(task)
  }
  tasks = next
  old = false
  keepWork(facts, door, next, clock(), limit.hear())
}

function show() {
  const waiting = outbox.all()
  const stuck = away || sender.away
  if (tasks) board.show(tasks, waiting, stuck)
  if (tasks && !old) alert.take(tasks, new Set(waiting.map(({ body }) => body.dispatch)))
  report.show(
    waiting.filter(({ kind }) => kind === 'report'),
    outbox.reports(),
  )
  const quiet = away ? 'wire_away' : asOf ? 'wire_good' : 'wire_starting'
  const key = waiting.length ? (stuck ? 'wire_waiting' : 'wire_sending') : quiet
  wire.dataset.wire = key
  drawWire(waiting.length)
  wire.hidden = facts.state !== 'good' && facts.state !== 'away' && !waiting.length
  call.changed(
    waiting.some((item) => item.kind === 'call'),
    stuck,
  )
  tick()
}

/** @param {number} count of what waits */
function drawWire(count = outbox.all().length) {
  const memory = count && !outbox.durable ? word('kept_in_memory') : ''
  const said = [word(wire.dataset.wire, { count }), away || sender.away ? asOfWords() : '', memory]
  const text = said.filter(Boolean).join(' · ')
  if (wire.textContent !== text) wire.textContent = text
}

/** How old is what stands here. */
function asOfWords() {
  if (!asOf) return old ? word('wire_nothing') : ''
  const now = clock()
  return word('wire_as_of', { time: moment(asOf, now, facts), age: span(now - asOf, word) })
}

function tick() {
  if (tasks && limit.over(clock())) drop()
  board.tick(clock())
}

/** Nobody knows whether the link still is: what it showed goes, what was pressed stays to be sent. */
function drop() {
  tasks = null
  asOf = 0
  old = true
  board.clear()
  alert.take([], new Set())
  forgetPage().catch(() => null) // it opened with a connection alone
  show()
}

for (const name of ['online', 'pageshow']) addEventListener(name, () => back())
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && back())

function back() {
  sender.run()
  if (facts.state === 'good') news.run(true)
  look(0)
}

addEventListener('offline', () => {
  away = true
  show()
})
setInterval(tick, 1000)
show()
back()
keepPage(facts, door)
const stood = old ? await keptWork() : null
if (stood && old) {
  limit.hear(Math.max(stood.heard, kept ?? 0))
  tasks = stood.tasks
  asOf = stood.at
  show()
}
