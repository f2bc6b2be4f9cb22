// A wish that waits for a second person: what, by whom, why.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { page } from '../case/page.mjs'
import { actorName } from '../case/words.mjs'
import { redraw } from './part.mjs'

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawSecondPerson(host, record, detail) {
  const said = detail?.history.findLast(({ type }) => type === 'asked')
  const asked = record.asked && { ...record.asked, reason: said?.data.reason }
  redraw(host, asked && [asked.what, asked.by, asked.reason ?? ''], () => {
    if (!asked) return []
    const own = asked.by === page.viewer.id
    const text = word(own ? 'asked_own' : 'asked_other', {
      who: actorName(asked.by),
      what: word(`ask_${asked.what}`),
    })
    return [make('p', 'notice', [text, asked.reason].filter(Boolean).join(word('colon')))]
  })
}
