// What the map's marks mean: shape, colour and word of each.
import { word } from '../page.mjs'
import { byId, make } from './dom.mjs'

// Marks a case can have today: states of case handling join when cases can reach them.
const MARKS = ['new', 'done', 'sos']
const STEPS = [1, 2, 3]

export function mountLegend() {
  const marks = MARKS.map((state) => row(make('span', `mark ${state}`), word(`legend_${state}`)))
  const people = row(make('span', 'dot patrolling'), word('legend_person'))
  byId('legend').replaceChildren(...marks, people, shades())
}

function row(mark, text) {
  const node = make('div', 'legend-row')
  node.append(mark, make('span', '', text))
  return node
}

function shades() {
  const node = make('div', 'legend-row shades')
  const steps = STEPS.flatMap((step) => [make('span', `shade step-${step}`), make('span', '', word(`legend_step_${step}`))])
  node.append(make('span', 'shade-title', word('legend_shade')), ...steps)
  return node
}
