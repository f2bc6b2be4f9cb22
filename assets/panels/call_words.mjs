// How an open call for help stands, in words: who has taken note of it, and how far help is. Pure: the case and what is
// told of the call come in.
import { DEMO_DESK, NAMELESS } from '../core/contract.mjs'
import { page, word } from '../core/page.mjs'
import { accountName, seatNumber } from '../core/names.mjs'

/**
 * Who acknowledged it: a seat by its number; who has none sits at a wall. An account by its name, but on a wall, which
 * shows no names.
 * @param {string} by
 */
function byWhom(by) {
  const number = seatNumber(by)
  if (number) return word('owner_seat', { n: number })
  if (by === NAMELESS) return word('outsider')
  if (page.account) return page.kind === 'console' ? accountName(by) || by : ''
  return word(by === DEMO_DESK ? 'owner_demo' : 'wall')
}

/**
 * How far help is. `who`: whoever was sent, as this page may name them; '' names nobody. Until it is `told` of the call,
 * a page that knows whom the case was sent to does not say that nobody was.
 * @param {CallView | undefined} told
 * @param {string} who
 */
export function helpOf(told, who) {
  if (!(told ? told.sent : who)) return word('band_nobody_sent')
  if (told && told.minutes !== null)
    return word('band_minutes', { who: who || word('band_responder'), n: told.minutes })
  return who ? word('band_sent_who', { who }) : word('band_sent')
}

/**
 * @param {Case} record
 * @param {CallView | undefined} told
 * @param {string} who
 */
export function callState(record, told, who) {
  const { acknowledged } = record
  const by = acknowledged && typeof acknowledged === 'object' ? byWhom(acknowledged.by) : ''
  const heard = acknowledged ? [word('state_acknowledged'), by] : [word('band_unheard')]
  return [...heard.filter(Boolean), helpOf(told, who)].join(' · ')
}
