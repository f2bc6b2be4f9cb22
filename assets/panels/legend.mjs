// What the map's marks mean: shape, colour and word of each.
import { cameraIcon } from '../cameras/shapes.mjs'
import { word } from '../core/page.mjs'
import { emit, on } from '../core/store.mjs'
import { byId, make, setAttribute } from '../core/dom.mjs'

const MARKS = ['new', 'in_hand', 'overdue', 'sos']
const STATES = ['patrolling', 'handling', 'idle', 'offline']
const STEPS = [1, 2, 3]

export function mountLegend() {
  const marks = MARKS.map((state) => row(make('span', `mark ${state}`), word(`legend_${state}`)))
  const seen = cameras()
  byId('legend').replaceChildren(...marks, people(), seen, shades())
  // its place is kept: the map keeps clear of the legend and must not move when a camera appears
  on('cameras', ({ rows }) => seen.classList.toggle('none', rows.length === 0))
}

/**
 * Where the map has little room the plate is folded behind a button.
 * @param {HTMLElement} key
 */
export function mountLegendKey(key) {
  const fold = (/** @type {boolean} */ folded) => {
    byId('legend').hidden = folded
    setAttribute(key, 'aria-expanded', String(!folded))
    emit('legend', {})
  }
  key.addEventListener('click', () => fold(!byId('legend').hidden))
  fold(true)
}

/**
 * @param {Element} mark
 * @param {string} text
 */
function row(mark, text) {
  const node = make('div', 'legend-row')
  node.append(mark, make('span', '', text))
  return node
}

// Over a city all people look the same; nearer their states are told. The map says which, on its own element.
function people() {
  const node = make('div', 'legend-row people whole')
  const far = make('span', 'marked far')
  far.append(make('span', 'dot anyone'), make('span', '', word('legend_person')))
  const near = make('span', 'marked near')
  for (const state of STATES) near.append(make('span', `dot ${state}`), make('span', '', word(state)))
  node.append(far, near)
  return node
}

function cameras() {
  const node = row(cameraIcon('standby'), word('legend_camera'))
  node.append(cameraIcon('lost'), make('span', '', word('legend_camera_lost')))
  node.classList.add('none', 'whole')
  return node
}

function shades() {
  const node = make('div', 'legend-row shades whole')
  const steps = STEPS.flatMap((step) => [
    make('span', `shade step-${step}`),
    make('span', '', word(`legend_step_${step}`)),
  ])
  node.append(make('span', 'shade-title', word('legend_shade')), ...steps)
  return node
}
