// Beside the page: the cases behind a number, and what happened to one of them. Esc goes back, then closes.

import { make, part, setText } from '../core/dom.mjs'
import { count } from '../core/numbers.mjs'
import { word } from '../core/page.mjs'
import { WHOLE } from './address.mjs'
import { Trouble, ask } from './asking.mjs'
import { areaName, daysText, facts, nameOf } from './facts.mjs'
import { drawCase } from './past_case.mjs'
import { caseTable } from './case_table.mjs'

let asked = '' // what stands there, or is on its way

/**
 * @param {HTMLElement} host
 * @param {ReviewView} view
 * @param {ReviewDays | null} days of what the list counts; null: not known yet
 */
export async function drawPanel(host, view, days) {
  const open = Boolean(view.number || view.case)
  host.hidden = !open
  document.body.toggleAttribute('data-panel', open)
  if (!open) asked = ''
  if (!open || !days) return
  const wanted = JSON.stringify([view.of, view.number, view.against, view.case, view.by, days])
  if (wanted === asked) return
  asked = wanted
  setText(part(host, 'panel-leave'), word(view.case && view.number ? 'back' : 'close'))
  setText(part(host, 'panel-facts'), '')
  setText(part(host, 'panel-title'), view.case ? `${word('case')} ${view.case}` : titleOf(view))
  part(host, 'panel-body').replaceChildren(make('p', 'review-note', word('loading')))
  const told = await (view.case ? caseOf(view.case) : listOf(view, days)).catch((error) => error)
  if (wanted !== asked) return
  const body = part(host, 'panel-body')
  if (told instanceof Error) {
    asked = ''
    return body.replaceChildren(
      make('p', 'review-trouble', word(told instanceof Trouble ? told.name : 'failed')),
    )
  }
  if (view.case) drawCase(body, told)
  else drawList(host, told, view, days)
  part(host, 'panel-title').focus({ preventScroll: true })
}

/** @param {string} id */
const caseOf = (id) => ask(`/api/history/cases/${encodeURIComponent(id)}`, {})

/** @param {ReviewView} view */
const rowOf = ({ by, of }) => (of === WHOLE ? ['all', 'all'] : [by, encodeURIComponent(of)])

/**
 * @param {ReviewView} view
 * @param {ReviewDays} days
 */
function listOf(view, { first, last }) {
  const [split, id] = rowOf(view)
  return ask(`/api/review/${facts.code}/${split}/${id}/${view.number}`, { from: first, to: last })
}

/** @param {ReviewView} view */
function titleOf(view) {
  const name =
    view.of === WHOLE
      ? areaName(facts.code)
      : view.by === 'hours'
        ? hourOf(view.of)
        : nameOf(view.by, view.of)
  return word('list_title', { name, number: word(`number_${view.number}`) })
}

/** @param {string} id */
function hourOf(id) {
  const [day, hour] = id.split('-')
  return word('csv_hour', { day: word(`weekday_${day}`), hour })
}

/**
 * @param {HTMLElement} host
 * @param {{total: number, cases: PastCase[]}} told
 * @param {ReviewView} view
 * @param {ReviewDays} days
 */
function drawList(host, { total, cases }, view, days) {
  const some = { days: daysText(days), n: count(total), shown: count(cases.length) }
  setText(part(host, 'panel-facts'), word(total > cases.length ? 'list_some' : 'list_total', some))
  const none = make('p', 'review-note', word('list_none'))
  part(host, 'panel-body').replaceChildren(cases.length ? caseTable(cases, view.number) : none)
}
