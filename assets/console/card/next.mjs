// The next step in words, and once a case has ended the next one: offered, never jumped to.

import { word } from '../../core/page.mjs'
import { make, part, setAttribute, setWhole } from '../../core/dom.mjs'
import { age } from '../../core/ages.mjs'
import { ended, late } from '../../core/case_status.mjs'
import { PAGE_KEYS } from '../../core/contract.mjs'
import { itemName, placeName } from '../../core/names.mjs'
import { nextStep } from '../case/next_step.mjs'
import { who } from '../case/page.mjs'
import { actorName, sentTo } from '../case/words.mjs'
import { moment } from '../../core/moments.mjs'
import { known } from '../desk/socket.mjs'
import { goOn, nextToDo } from '../queue/next_case.mjs'
import { redraw } from './part.mjs'

const KEY = Object.keys(PAGE_KEYS).find((key) => PAGE_KEYS[key] === 'go_on') ?? ''

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawNext(host, record, detail, at) {
  if (ended(record)) return drawOffer(host, record)
  const step = nextStep(record, who(), detail, late(record, at))
  setAttribute(host, 'data-next', step.key)
  redraw(host, ['step'], () => {
    const [told, title] = [make('p', 'next-step'), make('b', '', word('next_title'))]
    const text = make('span')
    text.dataset.part = 'next-text'
    told.append(title, text)
    return [told]
  })
  setWhole(part(host, 'next-text'), stepWords(record, step, at))
}

/**
 * @param {CaseRow} record
 * @param {ReturnType<typeof nextStep>} step
 * @param {number} at
 */
export function stepWords(record, { key, since, late: more }, at) {
  const told = word(`next_${key}`, {
    sent: sentTo(record.assignment),
    looks: sentTo(record.inspection),
    owner: actorName(record.owner),
    what: record.asked ? word(`ask_${record.asked.what}`) : '',
    age: since === null ? '' : age(Math.max(0, at - since)),
    until: record.paused?.until ? moment(record.paused.until, at) : word('next_unknown'),
  })
  return more ? told + word('next_late') : told
}

/**
 * The gravest of what is to do, by name, with its key; or that nothing is. `record`: the case that has ended.
 * @param {HTMLElement} host
 * @param {CaseRow | null} record
 */
export function drawOffer(host, record) {
  const next = known() ? nextToDo(record?.id ?? null) : null
  const over = record ? word(record.state === 'merged' ? 'next_merged' : 'next_ended') : ''
  const name = next ? [itemName(next), placeName(next)].join(' · ') : ''
  setAttribute(host, 'data-next', next ? 'go_on' : 'calm')
  redraw(host, ['offer', over, next?.id, name, known()], () => [
    ...(over ? [make('p', 'next-step', over)] : []),
    ...(next
      ? [offer(next, name)]
      : record && known()
        ? [make('p', 'next-step calm', word('next_calm'))]
        : []),
  ])
}

/**
 * @param {CaseRow} next
 * @param {string} name
 */
function offer(next, name) {
  const node = make('button', 'next-case')
  node.type = 'button'
  node.dataset.case = next.id
  const text = make('span', 'next-name')
  setWhole(text, word('next_case', { name }))
  node.append(make('kbd', '', KEY), text)
  node.addEventListener('click', () => goOn(shownCase()))
  return node
}

const shownCase = () => document.getElementById('card')?.dataset.case || null
