// The console's keyboard: hears every key, asks the key map, hands it on. Rests while somebody types or composes, and
// while a dialog is open.

import { activeElement, byId } from '../core/dom.mjs'
import { rests } from '../core/keys.mjs'
import { emit } from '../core/store.mjs'
import { dialogOpen, toggleHelp } from '../panels/dialogs.mjs'
import { caseThing } from '../panels/meant.mjs'
import { pushMeant, toScreen } from '../panels/to_screen.mjs'
import { actByKey } from './commands/acts.mjs'
import { openBulk } from './commands/bulk.mjs'
import { unfold } from './card/actions.mjs'
import { callCaller } from './card/caller.mjs'
import { meaning } from './keymap.mjs'
import { endPlacing } from './commands/locate.mjs'
import { leavePerformance, performanceKey, togglePerformance } from './performance/panel.mjs'
import { pick, target, unpick } from './desk/picked.mjs'
import { toggleFilters } from './queue/filter_bar.mjs'
import { goOn } from './queue/next_case.mjs'
import { nextTab, step } from './queue/queue.mjs'
import { focusSearch } from './queue/search.mjs'
import { toggleSound } from './alarms/alarm_sounds.mjs'
import { openCall } from './alarms/call_band.mjs'
import { look, view } from './desk/view.mjs'

function back() {
  if (!unfold(false) && !toggleFilters(false) && !endPlacing() && !unpick() && !leavePerformance())
    look({ case: null })
}

/** The case looked at; without one what is pointed at. */
function toAScreen() {
  const { case: id } = view()
  if (id) toScreen(caseThing(id))
  else pushMeant()
}

let pointed = false // the focus was last put by a pointer

/**
 * Enter sends whoever was chosen: a button on which the focus was left, as by a filter that was closed, lets it go.
 * @param {number} number
 */
function choose(number) {
  pick(number)
  if (target()) activeElement().blur()
}

/** @type {Record<import('../core/contract.mjs').PageAction | 'number', (told: {number?: number}) => unknown>} */
const DO = {
  call: openCall,
  phone: callCaller,
  next: () => step(1),
  previous: () => step(-1),
  number: ({ number = 0 }) => choose(number),
  search: focusSearch,
  tab: nextTab,
  filter: () => toggleFilters(),
  go_on: () => goOn(view().case),
  more: () => unfold(),
  bulk: openBulk,
  screen: toAScreen,
  performance: togglePerformance,
  quiet: toggleSound,
  refit: () => emit('refit', {}),
  help: toggleHelp,
  back,
}

// A call for help waits behind no dialog.
const ALIVE = new Set(['help', 'call'])

/** Whether it was a pointer or a key that brought the focus to where it is. */
function watchFocus() {
  document.addEventListener('pointerdown', () => (pointed = true), true)
  document.addEventListener('keydown', ({ key }) => key === 'Tab' && (pointed = false), true)
}

export function mountKeys() {
  watchFocus()
  document.addEventListener('keydown', (event) => {
    if (rests(event) || performanceKey(event)) return
    const told = meaning(event, pointed && target() !== null)
    if (!told || (withDialog(event) && !ALIVE.has(told.name ?? ''))) return
    if (scrolls(event)) return
    event.preventDefault()
    if (told.name === undefined) actByKey(told.key)
    else DO[told.name](told)
  })
}

// Also the key that has just closed one: it is used up.
/** @param {KeyboardEvent} event */
const withDialog = (event) => dialogOpen() || event.defaultPrevented

// In the card the arrows read on.
/** @param {KeyboardEvent} event */
const scrolls = ({ key, target }) => key.startsWith('Arrow') && byId('card').contains(target)
