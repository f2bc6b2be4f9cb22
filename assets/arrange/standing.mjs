// Somebody else has changed what is edited here: said in words, with both versions beside each other.

import { byId, make } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { page, word } from '../core/page.mjs'
import { areaName } from '../director/areas.mjs'
import { stepWords } from './beside.mjs'
import { button } from './fields.mjs'
import { quarrels, valueOf } from './work.mjs'

/**
 * What a field is called in a form of this kind.
 * @type {Record<string, string>}
 */
const FIELDS = {
  ...{
    name: 'field_name',
    area: 'field_area',
    layout: 'field_layout',
    panels: 'field_panels',
    steps: 'field_steps',
  },
  ...{
    screen: 'rule_screen',
    category: 'rule_of',
    items: 'rule_items',
    urgent: 'rule_urgent',
    sos: 'rule_sos',
  },
  ...{ cameras_within_m: 'rule_cameras', until: 'rule_ends', seconds: 'rule_seconds', on: 'rule_on' },
}

/**
 * @param {string} field
 * @param {any} value
 * @param {ArrangedRoom} room
 * @returns {string}
 */
function saidOf(field, value, room) {
  if (field === 'steps')
    return value.map((/** @type {ProgrammeStep} */ step) => stepWords(step, room)).join('\n')
  if (field === 'panels') return value.map(panelWords).join('\n')
  if (field === 'layout') return word(`layout_${value}`)
  if (field === 'area') return areaName(value) || value
  if (field === 'screen') return room.screens.find(({ id }) => id === value)?.name ?? value
  if (field === 'until') return word(`until_${value}`)
  if (field === 'category') return value ? ofPair(page.kinds.category?.[value] ?? [value]) : word('rule_any')
  if (field === 'items')
    return value.map((/** @type {string} */ item) => ofPair(page.items[item] ?? [item])).join('\n')
  if (typeof value === 'boolean') return value ? '✓' : '—'
  return String(value)
}

/** @param {ScreenPanel} panel */
const panelWords = ({ kind, cameras, text }) =>
  [word(`panel_${kind}`), kind === 'cameras' ? cameras.join(' ') : '', kind === 'announcement' ? text : '']
    .filter(Boolean)
    .join(' · ')

/**
 * By whom, where that is known: of a programme.
 * @param {{name: string, edited_by?: Pair | null}} held
 */
export const changedWords = ({ name, edited_by: by }) =>
  by ? word('other_changed_by', { name, who: ofPair(by) }) : word('other_changed', { name })

export class Standing {
  #place = byId('standing')
  #drawn = ''

  /**
   * @param {Work | null} work
   * @param {string} state as of `standing`
   * @param {ArrangedRoom} room
   * @param {any} held
   * @param {{load: () => void, keep: () => void, renew: () => void}} acts
   */
  show(work, state, room, held, acts) {
    const said = work && ['other', 'gone', 'shared'].includes(state)
    const now = said ? JSON.stringify([work.kind, work.id, work.value, held, state]) : ''
    if (now === this.#drawn) return
    const grown = this.#drawn === ''
    this.#drawn = now
    if (!said) return this.#place.replaceChildren()
    if (state === 'shared') return this.#place.replaceChildren(make('p', '', word('shared_scene')))
    if (state === 'gone') {
      const text = word('other_removed', { name: work.value.name })
      return this.#place.replaceChildren(
        make('p', '', text),
        button(word('other_as_new'), acts.renew, 'act', 'other.new'),
      )
    }
    const theirs = valueOf(work.kind, held)
    this.#place.replaceChildren(
      make('p', '', changedWords(held)),
      table(quarrels(work.value, theirs), room),
      button(word('other_load'), acts.load, 'act', 'other.load'),
      button(word('other_keep'), acts.keep, 'act', 'other.keep'),
    )
    if (grown) this.#place.scrollIntoView({ block: 'nearest' })
  }
}

/**
 * @param {[string, any, any][]} rows
 * @param {ArrangedRoom} room
 */
function table(rows, room) {
  const [node, head] = [make('table', 'quarrel'), make('tr')]
  for (const name of ['field', 'mine', 'theirs']) {
    const cell = make('th', '', word(`other_${name}`))
    cell.scope = 'col'
    head.append(cell)
  }
  node.append(head)
  for (const [field, mine, theirs] of rows) {
    const row = make('tr')
    const name = make('th', '', word(FIELDS[field] ?? field))
    name.scope = 'row'
    const said = [mine, theirs].map((value) => make('td', '', saidOf(field, value, room)))
    row.append(name, ...said)
    node.append(row)
  }
  return node
}
