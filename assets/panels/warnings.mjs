// Warnings of an emergency office for the area looked at: a line below the row of calls for help, the gravest of them
// and how many more. Where nothing warns there is no line. Pressed, it tells all of them whole.

import { now } from '../core/clock.mjs'
import { make, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { page, word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { openDialog } from './dialogs.mjs'
import { areaWords, gradeWords, numeral, standing, timeWords } from './warning_words.mjs'

const LOOK_MS = 1000
const BARS = 4

/** @type {Warned} */
let told = { area: '', warnings: [], more: 0 }

/** @param {Element} above what stands before it: the row of calls for help, or what a phone has below that */
export function mountWarnings(above) {
  const [line, dialog] = [make('section', 'warned'), make('dialog', 'dialog warned-all')]
  line.setAttribute('aria-label', word('warned'))
  line.hidden = true
  const first = page.kind === 'screen' ? make('div', 'warned-first') : make('button', 'warned-first')
  const [headline, more] = [make('span', 'warned-headline'), make('span', 'warned-more')]
  headline.setAttribute('role', 'status')
  first.append(mark(), make('b', 'warned-grade'), headline, make('span', 'warned-areas'))
  first.append(make('span', 'warned-until'), more)
  line.append(first)
  above.after(line)
  above.parentElement?.append(dialog)
  const look = () => draw(line, first)
  if (first instanceof HTMLButtonElement) {
    first.type = 'button'
    first.addEventListener('click', () => {
      fill(dialog)
      openDialog(dialog)
    })
  }
  on('warnings', (news) => {
    told = news
    look()
  })
  setInterval(look, LOOK_MS)
}

/** A plate with a numeral, and bars: as many as it is grave. */
function mark() {
  const node = make('span', 'warned-mark')
  const bars = make('span', 'warned-bars')
  for (let bar = 0; bar < BARS; bar += 1) bars.append(make('i'))
  node.setAttribute('aria-hidden', 'true')
  node.append(make('b', 'warned-numeral'), bars)
  return node
}

/**
 * @param {Element} node
 * @param {PublicWarning} warning
 */
function drawMark(node, warning) {
  setText(/** @type {Element} */ (node.firstChild), numeral(warning))
  const bars = /** @type {Element} */ (node.lastChild)
  for (const [at, bar] of [...bars.children].entries()) bar.classList.toggle('full', at < warning.grade)
}

/**
 * @param {HTMLElement} line
 * @param {HTMLElement} first
 */
function draw(line, first) {
  const at = now()
  const live = standing(told, at)
  const [warning] = live
  line.hidden = !warning
  if (!warning) return
  const [plate, grade, headline, areas, until, more] = first.children
  setAttribute(line, 'data-grade', String(warning.grade))
  setAttribute(line, 'data-exercise', String(warning.exercise))
  drawMark(plate, warning)
  setText(grade, gradeWords(warning))
  setWhole(headline, ofPair(warning.headline))
  setWhole(areas, areaWords(warning))
  setText(until, timeWords(warning, at))
  const others = live.length - 1 + told.more
  setText(more, others ? word('warned_more', { n: others }) : '')
}

/** @param {HTMLDialogElement} dialog */
function fill(dialog) {
  const [title, close] = [make('h2', 'dialog-title'), make('button', 'close', word('close'))]
  close.type = 'button'
  close.dataset.close = 'true'
  title.append(make('span', '', word('warned')), close)
  const list = make('ol', 'warned-list')
  list.append(...standing(told, now()).map(whole))
  dialog.replaceChildren(title, list)
  if (told.more) dialog.append(make('p', 'dialog-note', word('warned_untold', { n: told.more })))
}

/** @param {PublicWarning} warning */
function whole(warning) {
  const node = make('li', 'warned-one')
  const [head, plate] = [make('p', 'warned-title'), mark()]
  drawMark(plate, warning)
  node.dataset.grade = String(warning.grade)
  node.dataset.exercise = String(warning.exercise)
  head.append(plate, make('b', 'warned-grade', gradeWords(warning)), make('b', '', ofPair(warning.headline)))
  const about = [areaWords(warning, warning.areas.length), timeWords(warning, now()), ofPair(warning.sender)]
  node.append(head, make('p', 'warned-about', about.join(' · ')))
  node.append(make('p', 'warned-text', ofPair(warning.text)))
  return node
}
