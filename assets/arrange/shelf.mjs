// The lists at the left: scenes, programmes and rules, what is not saved yet among them. Arrows go along a list.

import { byId, make, setAttribute } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { menuTarget } from '../panels/menu_keys.mjs'
import { isShared } from './scene.mjs'
import { KINDS, LISTS, isDirty, keyOf } from './work.mjs'

export class Shelf {
  #place = byId('lists')
  #drawn = ''
  #open
  #make

  /**
   * @param {(kind: Kind, id: string) => void} open
   * @param {(kind: Kind) => void} make_
   */
  constructor(open, make_) {
    this.#open = open
    this.#make = make_
    this.#place.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#key(event))
  }

  /**
   * @param {ArrangedRoom} room
   * @param {Map<string, Work>} works
   * @param {Work | null} chosen
   */
  show(room, works, chosen) {
    const rows = KINDS.map((kind) => this.#rows(kind, room, works, chosen))
    const now = JSON.stringify(rows)
    if (now === this.#drawn) return
    this.#drawn = now
    const held = /** @type {HTMLElement | null} */ (document.activeElement)
    const key = held && this.#place.contains(held) ? held.dataset.key : undefined
    this.#place.replaceChildren(...KINDS.map((kind, at) => this.#list(kind, rows[at])))
    if (key) this.#place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus()
  }

  /**
   * @param {Kind} kind
   * @param {ArrangedRoom} room
   * @param {Map<string, Work>} works
   * @param {Work | null} chosen
   */
  #rows(kind, room, works, chosen) {
    /** @type {any[]} */
    const held = Object.values(room[LISTS[kind]])
    const unheld = [...works.values()].filter((work) => work.kind === kind && !(work.id in room[LISTS[kind]]))
    const all = [...held.map(({ id }) => ({ id })), ...unheld.map(({ id }) => ({ id }))]
    const rows = all.map(({ id }) => {
      const thing = held.find((one) => one.id === id)
      const work = works.get(keyOf({ kind, id }))
      const name = (work?.value ?? thing).name || word('unnamed_thing')
      return { id, name, notes: notesOf(kind, thing, work), current: chosen !== null && chosen === work }
    })
    return rows.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
  }

  /**
   * @param {Kind} kind
   * @param {{id: string, name: string, notes: string[], current: boolean}[]} rows
   */
  #list(kind, rows) {
    const [section, list] = [make('section', 'list'), make('ul')]
    section.append(make('h2', '', word(`list_${kind}`)), list)
    for (const { id, name, notes, current } of rows) {
      const [item, button] = [make('li'), make('button', 'thing-name')]
      button.type = 'button'
      button.title = name
      button.dataset.key = keyOf({ kind, id })
      setAttribute(button, 'aria-current', String(current))
      button.append(
        make('span', 'list-name', name),
        ...notes.map((note) => make('span', 'list-note', word(note))),
      )
      button.addEventListener('click', () => this.#open(kind, id))
      item.append(button)
      list.append(item)
    }
    if (rows.length === 0) section.append(make('p', 'hint', word(`none_${kind}`)))
    const more = make('button', 'act', word(`new_${kind}`))
    more.type = 'button'
    more.dataset.key = `new:${kind}`
    more.addEventListener('click', () => this.#make(kind))
    section.append(more)
    return section
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {HTMLElement[]} */
    const all = [...this.#place.querySelectorAll('button')]
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target))
    const to = at < 0 ? null : menuTarget(event.key, at, all.length)
    if (to === null) return
    all[to].focus()
    event.preventDefault()
  }
}

/**
 * @param {Kind} kind
 * @param {any} thing
 * @param {Work | undefined} work
 */
function notesOf(kind, thing, work) {
  if (!thing) return ['thing_new']
  const notes = work && isDirty(work) ? ['thing_changed'] : []
  if (kind === 'scene' && isShared(work ?? { kind }, thing)) notes.push('thing_shared')
  if (kind === 'programme' && thing.draft) notes.push('thing_draft')
  if (kind === 'rule' && !thing.on) notes.push('thing_off')
  return notes
}
