// What was not accepted, in a sentence that stays until it was read.

import { button, make } from './dom.mjs'

export function createTold(host, facts, word) {
  return function tell(item, { status, told }) {
    const what = word(`do_${item.body.do}`)
    const own = facts.words[`said_${told.code}`]
    const sentence = told.reason?.[facts.lang] ?? own ?? told.error ?? String(status)
    const node = make(
      'div',
      { class: 'refused', role: 'alert', data: { code: told.code ?? '' } },
      make('p', {}, word('sent_refused', { what }), ' ', sentence),
      button(word('seen'), 'second', () => node.remove()),
    )
    host.before(node)
  }
}
