// The seven steps: which are behind, which is now, and when each was reached.

import { STEPS, STEP_OF } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { make, setAttribute } from '../../core/dom.mjs'
import { exactly } from '../../core/moments.mjs'
import { redraw } from './part.mjs'

/**
 * How many of the steps are reached; a case that left them is where it left.
 * @param {CaseRow} record
 * @param {CardStep[] | null} steps
 */
export const reached = ({ state }, steps) =>
  STEP_OF[state] ??
  Math.max(
    1,
    STEPS.findLastIndex((name) => steps?.some(({ step, at }) => step === name && at)),
  )

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawSteps(host, record, detail) {
  const steps = detail?.steps ?? null
  const at = reached(record, steps)
  const times = STEPS.map((name) => steps?.find(({ step }) => step === name)?.at ?? null)
  redraw(host, [at, times, record.state], () =>
    STEPS.map((name, index) => step(name, index, at, times[index])),
  )
  host.setAttribute('role', 'list')
}

/**
 * @param {string} name
 * @param {number} index
 * @param {number} reachedAt
 * @param {number | null} time
 */
function step(name, index, reachedAt, time) {
  const tone = index < reachedAt ? 'past' : index === reachedAt ? 'present' : 'ahead'
  const node = make('div', `step ${tone}`)
  node.append(make('span', 'step-bar'), make('span', 'step-name', word(`step_${name}`)))
  node.title = [word(`step_${name}`), time && exactly(time)].filter(Boolean).join(' ')
  setAttribute(node, 'role', 'listitem')
  if (tone === 'present') setAttribute(node, 'aria-current', 'step')
  return node
}
