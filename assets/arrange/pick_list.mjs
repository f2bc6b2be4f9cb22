// Some of many, chosen by ticking: a filter, the chosen first. Drawn anew by itself while somebody filters.

import { make, setText } from '../core/dom.mjs'

const SHOWN = 40

/** @typedef {{id: string, name: string}} Pickable */

/**
 * `head(n)` says how many are chosen, `rest(n)` how many are not shown.
 * @param {{
 *   words: string, name: string, all: Pickable[], chosen: string[], most: number,
 *   head: (n: number) => string, rest: (n: number) => string, none: string,
 *   on: (chosen: string[]) => void,
 * }} told
 */
export function pickList({ words, name, all, chosen, most, head, rest, none, on }) {
  const [box, count] = [make('div', 'picks'), make('p', 'hint')]
  const [filter, list, more] = [make('input'), make('ul', 'pick-list'), make('p', 'hint')]
  Object.assign(filter, { type: 'search', placeholder: words, ariaLabel: words })
  filter.dataset.field = `${name}.filter`
  let now = [...chosen]
  const draw = () => {
    const wanted = filter.value.trim().toLowerCase()
    const first = now.map((id) => all.find((one) => one.id === id) ?? { id, name: id })
    const others = all.filter((one) => !now.includes(one.id) && one.name.toLowerCase().includes(wanted))
    const rows = [...first, ...others.slice(0, SHOWN)]
    const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.id
    list.replaceChildren(...rows.map((one) => row(one, now.includes(one.id), now.length >= most, tick)))
    if (held !== undefined)
      /** @type {HTMLElement | null} */ (list.querySelector(`[data-id="${CSS.escape(held)}"]`))?.focus()
    setText(count, head(now.length))
    const left = others.length - SHOWN
    setText(more, all.length === 0 ? none : left > 0 ? rest(left) : '')
  }
  const tick = (/** @type {string} */ id, /** @type {boolean} */ on_) => {
    now = on_ ? [...now, id] : now.filter((each) => each !== id)
    on(now)
    draw()
  }
  filter.addEventListener('input', draw)
  draw()
  box.append(count, filter, list, more)
  return box
}

/**
 * @param {Pickable} one
 * @param {boolean} isChosen
 * @param {boolean} full
 * @param {(id: string, on: boolean) => void} tick
 */
function row({ id, name }, isChosen, full, tick) {
  const [item, label, input] = [make('li'), make('label', 'check'), make('input')]
  input.type = 'checkbox'
  input.checked = isChosen
  input.disabled = full && !isChosen
  input.dataset.id = id
  input.addEventListener('change', () => tick(id, input.checked))
  label.append(input, make('span', '', name))
  item.append(label)
  return item
}
