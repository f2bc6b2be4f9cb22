// What all dialogs share. The page rests behind an open one, but for the row of calls for help, which stands above it:
// the browser's own modal dialogs would silence that too. Esc, a click beside the card or on its close button closes.
import { activeElement, byId, childrenOf, closest } from '../core/dom.mjs'
import { page } from '../core/page.mjs'

const OURS = 'dialog'
const ABOVE = '.band, .alarm-row'

/** @type {{dialog: HTMLDialogElement, ended: () => void} | null} */
let open = null

const wall = () => byId('wall')

/** @param {boolean} yes */
function rest(yes) {
  for (const node of childrenOf(wall())) if (!node.matches(`${OURS}, ${ABOVE}`)) node.inert = yes
}

/**
 * `ended` once it is closed, by whomever, or given to something else.
 * @param {HTMLDialogElement} dialog
 */
export function openDialog(dialog, ended = () => {}) {
  const former = open
  if (former?.dialog !== dialog) closeDialog()
  open = { dialog, ended }
  if (former?.dialog === dialog) return former.ended()
  dialog.setAttribute('aria-modal', 'true')
  dialog.show()
  rest(true)
}

/** All of it at once: the browser tells of a closing later, and a key pressed until then would find the dialog still. */
export function closeDialog() {
  if (!open) return
  const { dialog, ended } = open
  open = null
  rest(false) // first: the focus goes back to where it was
  dialog.close()
  if (dialog.contains(document.activeElement)) activeElement().blur() // the next key is the page's again
  ended()
}

/** @param {KeyboardEvent} event */
function escape(event) {
  if (!open || event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return
  if (closest(event, '[role="combobox"][aria-expanded="true"]')) return // its list closes first
  event.preventDefault()
  event.stopPropagation() // it was meant for the dialog
  closeDialog()
}

export function mountDialogs() {
  document.addEventListener('keydown', escape, true)
  const beside = (/** @type {Event} */ event) => {
    if (closest(event, '[data-close]') || !closest(event, `${OURS}, ${ABOVE}`)) closeDialog()
  }
  document.addEventListener('click', beside, true) // before the click that opens one
}

export const dialogOpen = () => open !== null

export function toggleHelp() {
  const help = byId('help')
  const way = help.querySelector('.key-way') // to the director, for whoever may
  if (way instanceof HTMLAnchorElement) {
    way.hidden = !page.directs
    way.search = `?lang=${page.lang}`
  }
  if (help.open) closeDialog()
  else if (!dialogOpen()) openDialog(help)
}
