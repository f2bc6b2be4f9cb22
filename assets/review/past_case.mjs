// One case of days gone by: what it came to, and each thing that happened to it, the oldest first.

import { make } from '../core/dom.mjs'
import { moment } from '../core/moments.mjs'
import { count } from '../core/numbers.mjs'
import { page, word } from '../core/page.mjs'
import { hasWord } from '../core/names.mjs'
import { itemOf, placeOf, responseOf, stateOf, timeOf } from './case_table.mjs'
import { nameOf } from './facts.mjs'

/** @type {Record<string, (told: PastCase) => string | Node>} */
const FACTS = {
  item: itemOf,
  place: placeOf,
  state: stateOf,
  department: ({ department }) => nameOf('departments', department) || '—',
  channel: ({ channel }) => nameOf('channels', channel) || '—',
  filed: ({ filed }) => timeOf(filed),
  first_response: responseOf,
  due: ({ due }) => timeOf(due),
  ended: ({ ended }) => timeOf(ended),
  returned: ({ returned }) => count(returned),
  reopened: ({ reopened }) => count(reopened),
}

/**
 * @param {HTMLElement} host
 * @param {{case: PastCase, events: PastEvent[]}} told
 */
export function drawCase(host, { case: told, events }) {
  const list = make('dl', 'review-facts')
  for (const [name, draw] of Object.entries(FACTS)) {
    const value = make('dd')
    value.append(draw(told))
    list.append(make('dt', '', word(`fact_${name}`)), value)
  }
  const steps = make('ol', 'review-events')
  steps.append(...events.map(step))
  host.replaceChildren(list, make('h3', '', word('history')), steps)
}

/** @param {PastEvent} event */
function step({ type, time }) {
  const node = make('li')
  const said = hasWord(`event_${type}`) ? word(`event_${type}`) : type
  node.append(make('time', '', moment(time, page.now)), make('span', '', said))
  return node
}
