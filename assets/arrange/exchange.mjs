// Everything of an area as one file, and such a file brought in: what it would change is said first.

import { areaUrl, fetched } from '../core/api.mjs'
import { commandId } from '../core/command_id.mjs'
import { byId, make } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { say } from '../director/acts.mjs'
import { areaField } from '../director/area_field.mjs'
import { button } from './fields.mjs'

/** @typedef {{done: boolean, new: string[], changed: string[], same: number, seen: string}} Foreseen */

export class Exchange {
  #place = byId('exchange')
  #area = page.scope
  #text = ''

  constructor() {
    this.#draw([])
  }

  /** @param {HTMLElement[]} more */
  #draw(more) {
    const [link, input] = [make('a', 'act', word('act_export')), make('input', 'unseen')]
    link.href = `${areaUrl(this.#area)}/screens`
    link.setAttribute('download', '')
    Object.assign(input, {
      type: 'file',
      accept: '.json,application/json',
      tabIndex: -1,
      ariaLabel: word('act_import'),
    })
    input.addEventListener('change', () => this.#read(input.files?.[0]))
    const open = button(word('act_import'), () => input.click(), 'act', 'bring')
    const area = areaField({
      ...{ words: word('exchange_area'), name: 'exchange.area', value: this.#area },
      on: (code) => {
        this.#area = code
        this.#draw([])
      },
    })
    this.#place.replaceChildren(make('h2', '', word('exchange')), area, link, open, input, ...more)
  }

  /** @param {File | undefined} file */
  async #read(file) {
    if (!file) return
    this.#text = await file.text()
    const told = await this.#ask('')
    if (told) this.#offer(told)
  }

  /**
   * @param {string} seen
   * @returns {Promise<Foreseen | null>}
   */
  async #ask(seen) {
    const body = JSON.stringify({ file: this.#text, seen, command: commandId() })
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
    try {
      return await fetched(`${areaUrl(this.#area)}/screens`, { method: 'POST', headers, body })
    } catch (error) {
      const why = word('import_refused', { why: /** @type {Error} */ (error).message })
      this.#draw([make('p', 'refused', why)])
      say(why, 'refused')
      return null
    }
  }

  /** @param {Foreseen} told */
  #offer(told) {
    const count = { new: told.new.length, changed: told.changed.length, same: told.same }
    const box = make('div', 'import-offer')
    box.append(make('p', '', word('import_would', count)))
    if (told.new.length) box.append(make('p', 'hint', word('import_new', { names: told.new.join(' · ') })))
    if (told.changed.length)
      box.append(make('p', 'hint', word('import_changed', { names: told.changed.join(' · ') })))
    const nothing = told.new.length + told.changed.length === 0
    const does = button(word('import_do'), () => this.#bring(told.seen), 'act', 'bring.do')
    does.disabled = nothing
    const drop = button(word('import_drop'), () => this.#draw([]), 'act', 'bring.drop')
    box.append(does, drop)
    this.#draw([box])
    const first = nothing ? drop : does
    first.focus()
  }

  /** @param {string} seen */
  async #bring(seen) {
    const told = await this.#ask(seen)
    if (!told) return
    this.#draw([])
    say(word('imported'))
  }
}
