// A case that may be the same: how far, how long ago, M merges; and what has been merged, with the way back.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { act, keyOf } from '../commands/acts.mjs'
import { look } from '../desk/view.mjs'
import { metres } from '../../core/numbers.mjs'
import { redraw } from './part.mjs'

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawDuplicate(host, record, detail) {
  const into = record.merged_into
  const nearest = into ? null : (detail?.duplicates[0] ?? null) // what does not show must not draw anew under a click
  const merged = detail?.merged ?? []
  const resend = detail?.resend ?? null
  redraw(host, [nearest && [nearest.id, nearest.metres, nearest.minutes], merged, into, resend], () => [
    ...(resend ? [sentAgain(resend.of)] : []),
    ...(nearest ? [possible(nearest)] : []),
    ...(into ? [gone(into)] : []),
    ...merged.map(kept),
  ])
}

/** @param {PossibleDuplicate} nearest */
function possible({ id, metres: far, minutes }) {
  const node = make(
    'p',
    'notice',
    word('duplicate_possible', { metres: metres(far), minutes: Math.round(minutes) }),
  )
  node.append(
    link(id),
    button(keyOf('merge'), word('act_merge'), () => act('merge')),
  )
  return node
}

/**
 * Its sender used the id of another report: perhaps a mended re-send, perhaps another matter.
 * @param {string | null} id
 */
function sentAgain(id) {
  const node = make('p', 'notice', word('duplicate_resend'))
  node.dataset.resend = id ?? ''
  if (id) node.append(link(id))
  return node
}

/** @param {string} id */
function gone(id) {
  const node = make('p', 'notice', word('duplicate_into'))
  node.append(
    link(id),
    button(keyOf('unmerge'), word('act_unmerge'), () => act('unmerge')),
  )
  return node
}

/** @param {string} id */
function kept(id) {
  const node = make('p', 'notice calm', word('duplicate_holds'))
  node.append(link(id))
  return node
}

/** @param {string} id */
function link(id) {
  const node = make('button', 'case-link', id)
  node.type = 'button'
  node.addEventListener('click', () => look({ case: id }, true))
  return node
}

/**
 * @param {string} key
 * @param {string} text
 * @param {() => void} then
 */
function button(key, text, then) {
  const node = make('button', 'small-button')
  node.type = 'button'
  node.append(make('kbd', '', key), make('span', '', text))
  node.addEventListener('click', then)
  return node
}
