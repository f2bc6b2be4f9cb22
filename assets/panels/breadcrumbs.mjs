// Where we are: the way down from the root, and what lies below. Follows the `area` topic; links are the route's.
import { named, page, word } from '../core/page.mjs'
import { pathOf } from '../core/route.mjs'
import { on } from '../core/store.mjs'
import { byId, make, setWhole } from '../core/dom.mjs'
import { hasWord } from '../core/names.mjs'
import { count } from '../core/numbers.mjs'

export function mountBreadcrumbs() {
  byId('crumbs').setAttribute('aria-label', word('crumbs_label'))
  on('area', (area) => byId('crumbs').replaceChildren(trail(area), below(area)))
}

/** @param {Area} area */
function trail(area) {
  const node = make('span', 'trail')
  const here = make('b', 'crumb')
  setWhole(here, named(area))
  here.setAttribute('aria-current', 'page')
  here.setAttribute('role', 'heading') // the page's one of the first level
  here.setAttribute('aria-level', '1')
  const above = area.path.slice(0, -1)
  const first = area.path.findIndex(({ code }) => code === page.scope)
  const steps = above.map((step, at) => (at < first ? outside(step) : link(step)))
  node.append(...steps.flatMap((step) => [step, separator('›')]), here)
  return node
}

/**
 * Above what the viewer may open: a name that leads nowhere.
 * @param {Named} step
 */
function outside(step) {
  const node = make('span', 'crumb')
  setWhole(node, named(step))
  return node
}

/** @param {Named & {code: string}} step */
function link(step) {
  const node = make('a', 'crumb')
  setWhole(node, named(step))
  const aim = () => {
    node.href = pathOf(step.code)
  }
  aim()
  for (const name of ['pointerenter', 'pointerdown', 'focus']) node.addEventListener(name, aim) // the address changes meanwhile
  return node
}

/** @param {string} sign */
const separator = (sign) => make('span', 'separator', sign)

// Two levels below; the whole city's size says little, a town's says how far help has to go. What finds no room on
// the line is not shown.
/** @param {Area} area */
function below(area) {
  const root = area.path.length === 1
  const levels = Object.entries(area.counts)
    .sort((a, b) => a[1] - b[1])
    .slice(0, 2)
  const parts = levels.map(
    ([level, n]) => `${count(n)} ${hasWord(`levels_${level}`) ? word(`levels_${level}`) : level}`,
  )
  if (!root) parts.push(`${area.km2.toFixed(1)} ${word('square_km')}`)
  const node = make('span', 'below spare')
  node.append(...parts.map((text, index) => piece(root || index === 0 ? '›' : '·', text)))
  return node
}

/**
 * @param {string} sign
 * @param {string} text
 */
function piece(sign, text) {
  const node = make('span', 'crumb-count')
  node.append(separator(sign), text)
  return node
}
