// What the reader must know and may have missed: it stays until it was read.

import { button, make } from './dom.mjs'
import { itemOf, placed } from './words.mjs'

/**
 * @param {HTMLElement} host
 * @param {FieldFacts} facts
 * @param {FieldWord} word
 */
export function createNotifications(host, facts, word) {
  /**
   * @param {string} kind
   * @param {string} code
   * @param {...(string | Node)} said
   */
  function tell(kind, code, ...said) {
    const node = make(
      'div',
      { class: 'told', role: 'alert', data: { kind, code } },
      make('p', {}, ...said),
      button(word('seen'), 'second', () => node.remove()),
    )
    host.before(node)
  }

  // what was not accepted, in a sentence
  /**
   * @param {Pressed} item
   * @param {FieldReply} fieldReply
   */
  function refused(item, { status, told }) {
    const own = facts.words[`said_${told.code}`]
    const sentence = told.reason?.[facts.lang] ?? own ?? told.error ?? String(status)
    tell(
      'refused',
      told.code ?? '',
      word('sent_refused', { what: word(`do_${item.body.do}`) }),
      ' ',
      sentence,
    )
  }

  // a task that is not theirs any more, though they neither finished it nor gave it back
  /** @param {FieldTask} task */
  function takenBack(task) {
    const item = itemOf(task, facts.lang, word)
    tell('taken_back', task.case, word('taken_back', { item, place: placed(task, facts.lang, word) }))
  }

  return { refused, takenBack }
}
