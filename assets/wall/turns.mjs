// One place, taken in turns: reports per hour, today's by category, open ones by department. Goes on every twenty seconds,
// not while somebody is there nor where less motion is wished; a key or a click goes on at once, and then it stays longer.
import { on } from '../core/store.mjs'
import { byId, childrenOf, make, part, setAttribute, setText } from '../core/dom.mjs'
import { count } from '../core/numbers.mjs'
import { named, page, word } from '../core/page.mjs'
import { fitting, ofKind } from './kinds.mjs'

const EVERY_MS = 20_000
const CHOSEN_MS = 90_000 // what somebody went on to stays
const LOOK_MS = 1000
const VIEWS = [
  { by: 'hours', title: 'reports_per_hour' },
  { by: 'category', title: 'by_category' },
  { by: 'department', title: 'by_department' },
]
const UNSORTED = ''

/** @type {Turns | null} */
let turns = null

/** The next of them, because somebody wants it. */
export const nextPanel = () => turns?.next(CHOSEN_MS)

export function mountTurns() {
  turns = new Turns(byId('chart'))
}

/**
 * @param {string} by
 * @param {string} code
 */
function nameOf(by, code) {
  if (code === UNSORTED) return word('item_unknown')
  if (code === 'sos') return word('item_sos')
  const known = /** @type {any} */ (page.kinds)[by]?.[code]
  return known ? named({ name: known[0], name_en: known[1] }) : code
}

class Turns {
  #root
  #box
  #at = 0
  #until = performance.now() + EVERY_MS
  /** @type {Record<string, number>} */
  #kinds = {}
  /** @type {string[]} */
  #order = [] // held while it is shown: numbers change, rows do not jump
  #less = window.matchMedia('(prefers-reduced-motion: reduce)')

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    this.#box = part(root, 'kinds')
    part(root, 'turn').addEventListener('click', () => this.next(CHOSEN_MS))
    on('state', ({ state, changed, snapshot }) => {
      this.#kinds = state.kinds
      if (snapshot) this.#order = []
      if (changed.has('kinds')) this.#fill()
    })
    new ResizeObserver(() => this.#fill()).observe(this.#box)
    setInterval(() => this.#look(), LOOK_MS)
    this.#show()
  }

  /** @param {number} stays */
  next(stays) {
    this.#until = performance.now() + stays
    this.#at = (this.#at + 1) % VIEWS.length
    this.#show()
  }

  #look() {
    const held = this.#less.matches || this.#root.matches(':hover, :focus-within')
    if (!held && performance.now() >= this.#until) this.next(EVERY_MS)
  }

  #show() {
    const { by, title } = VIEWS[this.#at]
    setAttribute(this.#root, 'data-turn', by)
    setText(this.#root.querySelector('[data-word]') ?? this.#root, word(title))
    setAttribute(this.#box, 'aria-label', word(title))
    this.#box.hidden = by === 'hours'
    childrenOf(part(this.#root, 'turn')).forEach((dot, at) => dot.classList.toggle('on', at === this.#at))
    this.#order = []
    this.#fill()
  }

  #fill() {
    const { by } = VIEWS[this.#at]
    const high = Number.parseFloat(getComputedStyle(this.#box).gridAutoRows)
    if (by === 'hours' || !high) return
    const all = ofKind(this.#kinds, by)
    const { shown, rest } = fitting(this.#held(all), Math.floor(this.#box.clientHeight / high))
    const most = Math.max(1, ...shown.map(([, many]) => many))
    const rows = shown.map(([code, many]) => ({ code, name: nameOf(by, code), many, share: many / most }))
    const name = word('kinds_rest', { n: rest.kinds })
    const last = rest.kinds ? [{ code: 'rest', name, many: rest.cases, share: 0 }] : []
    this.#draw(by, [...rows, ...last])
  }

  /**
   * In the order they stand in, what is new behind them.
   * @param {[code: string, many: number][]} all
   */
  #held(all) {
    const place = new Map(this.#order.map((code, at) => [code, at]))
    const held = [...all].sort((a, b) => (place.get(a[0]) ?? Infinity) - (place.get(b[0]) ?? Infinity) || 0)
    this.#order = held.map(([code]) => code)
    return held
  }

  /**
   * @param {string} by
   * @param {{code: string, name: string, many: number, share: number}[]} rows
   */
  #draw(by, rows) {
    const box = this.#box
    while (box.childElementCount < rows.length) box.append(newRow())
    while (box.childElementCount > rows.length) box.lastElementChild.remove()
    childrenOf(box).forEach((node, at) => {
      const { code, name, many, share } = rows[at]
      setAttribute(node, 'data-kind', `${by}:${code}`)
      node.title = name
      setText(part(node, 'name'), name)
      setText(part(node, 'many'), count(many))
      setAttribute(part(node, 'many'), 'data-value', String(many))
      part(node, 'fill').style.width = `${(share * 100).toFixed(1)}%`
    })
  }
}

function newRow() {
  const node = make('li', 'kind-row')
  for (const name of ['name', 'bar', 'many']) {
    const piece = make('span', `kind-${name}`)
    piece.dataset.part = name
    node.append(piece)
  }
  const fill = make('span', 'funnel-fill')
  fill.dataset.part = 'fill'
  part(node, 'bar').append(fill)
  return node
}
