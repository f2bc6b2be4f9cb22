// The page of a review: reads the numbers of its days, of those before and of the same weekdays, and draws them. What
// is looked at stands in the address.

import { activeElement, closest, make, part, setText } from '../core/dom.mjs'
import { at } from '../core/base.mjs'
import { moment } from '../core/moments.mjs'
import { page, word } from '../core/page.mjs'
import { SPLITS, kept, readView, writeView } from './address.mjs'
import { Trouble, daysOf, tableOf } from './asking.mjs'
import { drawChart } from './chart.mjs'
import { daysText, facts, nameOf } from './facts.mjs'
import { formula } from './grades.mjs'
import { drawHeadline } from './headline.mjs'
import { drawHeat } from './heat.mjs'
import { heldBy, standsAt } from './held.mjs'
import { step } from './keys.mjs'
import { dayAfter, shown, valueOf, worstFirst } from './numbers.mjs'
import { drawPanel } from './panel.mjs'
import { drawTable } from './table.mjs'

const AGAIN_MS = 5000
const SHORT_DAYS = 7 // of fewer the line shows two weeks
const LINE_DAYS = 14
const span = { first: facts.first, last: facts.last }

let view = readView(location.search)
/** @type {ReviewKnown} */
const known = { now: null, before: null, weekdays: null, days: null }
/** @type {import('./held.mjs').Held | null} */
let opened = null // where the keys were before the list opened
/** @type {any} */
let retry = null
/** @type {unknown[]} */
let drawn = []

/** @param {string} name */
const place = (name) => part(document, name)

/** @returns {ReviewDays} */
function lineDays() {
  const long = dayAfter(facts.first, SHORT_DAYS - 1) <= facts.last
  return long ? span : { first: dayAfter(facts.last, 1 - LINE_DAYS), last: facts.last }
}

/** Reads what is not known yet, and again after a while when it was not told. */
async function read() {
  clearTimeout(retry)
  const { by } = view
  try {
    const now = await tableOf(facts.code, span, by)
    if (by !== view.by) return
    known.now = now
    draw()
    const { before, weekdays } = now.compared
    const read = [before, weekdays].map((days) => (days ? tableOf(facts.code, days, by) : null))
    const others = await Promise.all(read)
    if (by !== view.by) return
    known.before = others[0]
    known.weekdays = others[1]
    known.days = (await daysOf(facts.code, lineDays())).days
    trouble('')
    draw()
  } catch (error) {
    const name = error instanceof Trouble ? error.name : 'failed'
    if (!(error instanceof Trouble)) console.error(error)
    trouble(word(name))
    retry = setTimeout(read, AGAIN_MS)
  }
}

/** @param {string} said */
function trouble(said) {
  const node = place('trouble')
  node.hidden = !said
  setText(node, said)
  place('state').hidden = Boolean(said) && !known.now // or else it would say for ever that it reads
  document.body.toggleAttribute('data-stale', Boolean(said))
}

function draw() {
  drawState()
  drawTabs()
  drawLinks()
  drawNumbers()
  setText(place('chart-title'), word('chart', { number: word(`number_${view.sort}`) }))
  if (known.days) drawChart(place('chart'), known.days, view.sort, lookAt)
  drawPanel(place('panel'), view, view.against ? (known.now?.compared[view.against] ?? null) : span)
}

/** Only when they changed: whoever stands among them stays there while a list opens and closes. */
function drawNumbers() {
  const { now, before, weekdays } = known
  const wanted = [now, before, weekdays, view.by, view.sort, view.turned]
  if (!now || wanted.every((each, nth) => each === drawn[nth])) return
  const held = heldBy(activeElement())
  if (wanted.slice(0, 3).some((each, nth) => each !== drawn[nth])) drawHeadline(place('headline'), known)
  drawn = wanted
  drawRows()
  if (held) standsAt(held)?.focus()
}

function drawState() {
  const told = known.now
  if (!told) return
  const runs = told.last >= facts.today
  const time = moment(told.as_of, page.now)
  const said = runs ? [word('as_of', { days: daysText(told), time }), word('running')] : [daysText(told)]
  if (told.began && told.first <= told.began)
    said.push(`▲ ${word('began', { day: daysText({ first: told.began, last: told.began }) })}`)
  if (told.behind) said.push(`▲ ${word('behind')}`)
  setText(place('state'), said.join(' · '))
}

function drawTabs() {
  const host = place('tabs')
  if (!host.firstChild)
    for (const split of SPLITS) {
      const tab = make('button', '', word(`by_${split}`))
      Object.assign(tab, { type: 'button', role: 'tab' })
      tab.dataset.by = split
      tab.setAttribute('aria-controls', 'review-rows')
      host.append(tab)
    }
  for (const tab of host.children) {
    const chosen = tab.dataset.by === view.by
    tab.setAttribute('aria-selected', String(chosen))
    tab.tabIndex = chosen ? 0 : -1
  }
}

function drawRows() {
  const host = place('rows')
  const rows = known.now?.rows[view.by]
  const focused = host.contains(document.activeElement) ? step.placeOf(activeElement()) : null
  if (view.by === 'hours') drawHeat(host, rows)
  else drawTable(host, known, view)
  setText(place('note'), noteOf(rows))
  if (focused) step.goTo(host, focused)
}

/** @param {ReviewRow[] | undefined} rows */
function noteOf(rows) {
  if (view.by === 'hours') return word('heat_of')
  const worst = worstFirst(rows ?? [], view.sort, false)[0]
  const value = valueOf(worst, view.sort)
  const told = {
    name: worst && nameOf(view.by, worst.id),
    number: word(`number_${view.sort}`),
    value: shown(value, view.sort),
  }
  return [value === null ? '' : word('worst', told), formula(view.by)].filter(Boolean).join('  ·  ')
}

/** Links to other areas and days lead to the same table. */
function drawLinks() {
  for (const link of document.querySelectorAll('a[data-keep]')) {
    const [path, search] = (link.getAttribute('href') ?? '').split('?')
    link.setAttribute('href', `${path}${kept(`?${search}`, view)}`)
  }
  const asked = new URLSearchParams({ from: span.first, to: span.last, by: view.by, lang: page.lang })
  place('csv').setAttribute('href', at(`/api/review/${facts.code}/csv?${asked}`))
}

/** @param {Partial<ReviewView>} changes */
function look(changes, push = false) {
  const other = changes.by !== undefined && changes.by !== view.by
  view = { ...view, ...changes }
  const address = location.pathname + writeView(location.search, view)
  if (push) history.pushState(null, '', address)
  else history.replaceState(null, '', address)
  if (other) {
    known.before = known.weekdays = null
    read()
  }
  draw()
}

/** @param {string} first */
function lookAt(first, last = first) {
  const told = new URLSearchParams({ from: first, to: last, lang: page.lang })
  location.assign(location.pathname + kept(`?${told}`, view))
}

/** @param {Event} event */
function clicked(event) {
  const { sort, by, of, number, against, case: id } = closest(event, 'button')?.dataset ?? {}
  if (sort) look({ sort, turned: sort === view.sort && !view.turned })
  else if (by) look({ by, of: '', number: '', against: '', case: '' })
  else if (number) {
    opened = heldBy(closest(event, 'button'))
    look({ of, number, against: /** @type {Against} */ (against), case: '' }, true)
  } else if (id) look({ case: id }, true)
  else if (closest(event, '[data-part="panel-leave"]')) leave()
}

function leave() {
  if (view.case && view.number) return look({ case: '' }, true)
  look({ of: '', number: '', against: '', case: '' }, true)
  const from = standsAt(opened) ?? place('rows')
  from.focus()
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.key === 'Escape' && (view.number || view.case)) leave()
  else if (!step.pressed(event)) return
  event.preventDefault()
}

document.addEventListener('click', clicked)
document.addEventListener('keydown', pressed)
addEventListener('popstate', () => {
  const { by } = view
  view = readView(location.search)
  if (by !== view.by) read()
  draw()
})
addEventListener('resize', () => known.days && drawChart(place('chart'), known.days, view.sort, lookAt))
place('days').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault()
  const [first, last] = /** @type {HTMLFormElement} */ (event.target).querySelectorAll('input')
  lookAt(first.value, last.value)
})
draw()
read()
