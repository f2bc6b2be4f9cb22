// What, where, who: the head of the card.

import { word } from '../../core/page.mjs'
import { make, setWhole } from '../../core/dom.mjs'
import { hasWord, itemName, placeName } from '../../core/names.mjs'
import { markOf, wordOf } from '../../core/case_status.mjs'
import { actorName, levelName, moment, sentTo } from '../case/words.mjs'
import { line, redraw } from './part.mjs'

/** @typedef {[what: string[], where: string[], which: string[], who: string[]]} Facts */

/** @param {string} channel */
const channelName = (channel) => (hasWord(`channel_${channel}`) ? word(`channel_${channel}`) : channel)

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawWhat(host, record, detail, at) {
  const told = detail?.case
  const mark = markOf(record, at)
  /** @type {Facts} */
  const facts = [
    [itemName(record), mark, word(wordOf(record, at), { age: '' }).trim()],
    [placeName(record), told?.address ?? ''],
    [record.id, by(record, told ?? null), record.sos ? '' : (told?.channel ?? ''), moment(record.filed, at)],
    [
      record.level && levelName(record.level),
      record.owner ? actorName(record.owner) : word('owner_none'),
      sentTo(record.assignment),
    ],
  ]
  redraw(host, facts, () => nodes(facts))
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

/** @param {Facts} facts */
function nodes([
  [item, mark, state],
  [place, address],
  [id, reporter, channel, filed],
  [level, owner, sent],
]) {
  const title = line(
    'card-title',
    make('span', `mark ${mark}`),
    Object.assign(make('h2', '', item), { title: item }),
    make('span', 'card-state', state),
  )
  const source = reporter || (channel && word('card_channel', { channel: channelName(channel) }))
  const where = [place, address].filter(Boolean).join(' · ')
  const which = [word('card_case', { id }), source, word('card_filed', { time: filed })]
    .filter(Boolean)
    .join(' · ')
  const who = [
    level && word('card_level', { level }),
    word('card_owner', { owner }),
    sent && word('card_sent', { sent }),
  ]
  return [
    title,
    whole('card-where', where),
    whole('second', which),
    whole('second', who.filter(Boolean).join(' · ')),
  ]
}

/**
 * @param {string} className
 * @param {string} text
 */
function whole(className, text) {
  const node = make('p', className)
  setWhole(node, text)
  return node
}
