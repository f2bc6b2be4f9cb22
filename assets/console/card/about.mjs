// Which case it is: its number, who reported it and how, who has it and whom it was sent to.

import { word } from '../../core/page.mjs'
import { hasWord } from '../../core/names.mjs'
import { actorName, levelName, sentTo } from '../case/words.mjs'
import { moment } from '../../core/moments.mjs'
import { heading, redraw } from './part.mjs'
import { whole } from './what.mjs'

/** @param {string} channel */
const channelName = (channel) => (hasWord(`channel_${channel}`) ? word(`channel_${channel}`) : channel)

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawAbout(host, record, detail, at) {
  const told = detail?.case ?? null
  const channel = record.sos ? '' : (told?.channel ?? '')
  const sent = sentTo(record.assignment)
  const which = [
    word('card_case', { id: record.id }),
    by(record, told) || (channel && word('card_channel', { channel: channelName(channel) })),
    word('card_filed', { time: moment(record.filed, at) }),
  ]
  const who = [
    record.level && word('card_level', { level: levelName(record.level) }),
    word('card_owner', { owner: record.owner ? actorName(record.owner) : word('owner_none') }),
    sent && word('card_sent', { sent }),
  ]
  const lines = [which, who].map((pieces) => pieces.filter(Boolean).join(' · '))
  redraw(host, lines, () => [heading(word('card_about')), ...lines.map((text) => whole('second', text))])
}

/**
 * Who reported it; whoever calls for help has a part of the card.
 * @param {CaseRow} record
 * @param {CardCase | null} told
 */
function by(record, told) {
  const who = record.inspector ?? told?.inspector
  return who && !record.sos ? word('card_reported_by', { who }) : ''
}
