// Which case an officer would turn to: the gravest of what is to do.

import { now } from '../../core/clock.mjs'
import { inTab, rank } from '../case/rank.mjs'
import { who } from '../case/page.mjs'
import { rows } from '../desk/socket.mjs'
import { look } from '../desk/view.mjs'

/**
 * The first of the tab *to do* but for the case `looked` at; null when there is nothing else to do.
 * @param {string | null} looked
 */
export function nextToDo(looked) {
  const [at, me] = [now(), who()]
  /** @type {CaseRow | null} */
  let found = null
  for (const row of rows().values()) {
    if (row.id === looked || !inTab('todo', row, at, me)) continue
    if (found === null || rank(row, at, me.me) < rank(found, at, me.me)) found = row
  }
  return found
}

/** @param {string | null} looked */
export function goOn(looked) {
  const next = nextToDo(looked)
  if (next) look({ case: next.id }, true)
}
