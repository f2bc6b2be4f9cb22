// What is done with what is edited, as buttons, and what came of it in words.

import { byId, make } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { onScreens } from '../core/push.mjs'
import { say } from '../director/acts.mjs'
import { runBy } from './beside.mjs'
import { button, redrawn } from './fields.mjs'
import { saved } from './work.mjs'

const SAVES = { scene: 'save_scene', programme: 'save_programme', rule: 'save_rule' }

/**
 * @param {any} answer
 * @param {string} done
 */
function tell(answer, done) {
  if (answer?.ok) say(done)
  else say(answer ? (answer.reason[page.lang] ?? answer.reason) : word('said_away'), 'refused')
  return Boolean(answer?.ok)
}

/** @param {Work} work */
export async function save(work) {
  const { kind, id, base } = work
  const sent = structuredClone(work.value)
  const answer = await onScreens(SAVES[kind], { ...sent, ...(id && { id, revision: base }) })
  const did = word(kind === 'programme' ? 'did_save_draft' : 'did_save', { name: sent.name })
  if (tell(answer, did)) saved(work, answer.data[kind], sent, base)
  return answer
}

/** @param {Work} work */
async function publish(work) {
  const revision = work.base
  const answer = await onScreens('publish', { programme: work.id, revision })
  if (tell(answer, word('did_publish', { name: work.value.name })))
    work.base = Math.max(work.base, revision + 1)
  return answer
}

/** @param {Work} work */
async function remove(work) {
  const { kind, id, base: revision } = work
  const answer = await onScreens('remove', { kind, id, revision })
  return tell(answer, word('did_remove', { name: work.value.name }))
}

export class Acts {
  #place = byId('acts')
  #drawn = ''
  #sure = false
  #busy = false
  #desk

  /**
   * @param {{
   *   settled: () => void, removed: (work: Work) => void, discard: (work: Work) => void,
   *   copy: (work: Work) => void, try_: (work: Work) => void,
   * }} desk
   */
  constructor(desk) {
    this.#desk = desk
  }

  /**
   * @param {Work | null} work
   * @param {string} state
   * @param {ArrangedRoom} room
   */
  show(work, state, room) {
    const held = work ? room.programmes[work.id] : undefined
    const draft = work?.kind === 'programme' && Boolean(held?.draft)
    const screens = work ? runBy(work.id, room).length : 0
    const now = JSON.stringify([
      work?.kind,
      work?.id,
      work?.value.name,
      state,
      draft,
      screens,
      this.#sure,
      this.#busy,
    ])
    if (now === this.#drawn) return
    if (!this.#drawn.startsWith(JSON.stringify([work?.kind, work?.id]).slice(0, -1))) this.#sure = false
    this.#drawn = now
    redrawn(this.#place, () => (work ? this.#buttons(work, state, draft, screens) : []))
  }

  /**
   * @param {Work} work
   * @param {string} state
   * @param {boolean} draft
   * @param {number} screens that run it
   */
  #buttons(work, state, draft, screens) {
    const { discard, copy, try_ } = this.#desk
    const open = state === 'new' || state === 'changed'
    const isProgramme = work.kind === 'programme'
    const parts = [
      this.#act(
        isProgramme ? 'save_draft' : 'save',
        open,
        this.#doing(() => save(work)),
      ),
    ]
    if (isProgramme) {
      const text = screens ? word('act_publish_on', { n: screens }) : word('act_publish')
      const may = draft && state === 'same'
      const node = this.#act(
        'publish',
        may,
        this.#doing(() => publish(work)),
        text,
      )
      if (draft && state === 'changed') node.title = word('save_first')
      parts.push(node)
    }
    if (work.kind === 'rule') parts.push(this.#act('try', true, () => try_(work)))
    parts.push(this.#act('copy', true, () => copy(work)))
    parts.push(this.#act('discard', open || state === 'other', () => discard(work)))
    if (work.id && state !== 'gone' && state !== 'shared') parts.push(this.#removing(work))
    return parts
  }

  /**
   * @param {string} name
   * @param {boolean} may
   * @param {() => unknown} does
   */
  #act(name, may, does, text = word(`act_${name}`)) {
    const node = button(text, does, 'act', `act.${name}`)
    node.disabled = !may || this.#busy
    return node
  }

  // Nothing else is begun before it is answered.
  /** @param {() => Promise<unknown>} does */
  #doing(does) {
    return async () => {
      this.#busy = true
      this.#desk.settled()
      await does()
      this.#busy = false
      this.#desk.settled()
    }
  }

  /** @param {Work} work */
  #removing(work) {
    if (!this.#sure)
      return button(
        word('act_remove'),
        () => ((this.#sure = true), say(''), this.#desk.settled()),
        'act',
        'act.remove',
      )
    const does = this.#doing(async () => {
      this.#sure = false
      if (await remove(work)) this.#desk.removed(work)
    })
    const node = button(word('act_remove_sure', { name: work.value.name }), does, 'act sure', 'act.remove')
    node.addEventListener('blur', () => setTimeout(() => ((this.#sure = false), this.#desk.settled()), 200))
    return node
  }
}

/** What stands there while nothing is open. */
export const nothing = () => make('p', 'hint', word('nothing_open'))
