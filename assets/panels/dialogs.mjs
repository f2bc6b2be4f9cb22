// What all dialogs share. The page rests behind an open one, but for the row of calls for help, which stands above it:
// the browser's own modal dialogs would silence that too. Esc, a click beside the card or on its close button closes.
import { activeElement, byId, childrenOf, closest } from '../core/dom.mjs'

const OURS = 'dialog'
const ABOVE = '.band, .alarm-row'

/** @type {HTMLDialogElement | null} */
let open = null

const wall = () => byId('wall')

/** @param {boolean} yes */
function rest(yes) {
  for (const node of childrenOf(wall())) if (!node.matches(`${OURS}, ${ABOVE}`)) node.inert = yes
}

/** @param {HTMLDialogElement} dialog */
export function openDialog(dialog) {
  if (dialog.open) return
  closeDialog()
  open = dialog
  dialog.setAttribute('aria-modal', 'true')
  dialog.show()
  rest(true)
}

export function closeDialog() {
  if (!open) return
  rest(false) // first: the focus goes back to where it was
  open.close()
}

// Also of one that closed itself: its script, or a form in it.
/** @param {Event} event */
function closed({ target }) {
  const dialog = /** @type {HTMLDialogElement} */ (target)
  if (!dialog.matches(OURS) || dialog !== open) return
  open = null
  rest(false)
  if (dialog.contains(document.activeElement)) activeElement().blur() // the next key is the page's again
}

/** @param {KeyboardEvent} event */
function escape(event) {
  if (!open || event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return
  event.preventDefault()
  event.stopPropagation() // it was meant for the dialog
  closeDialog()
}

export function mountDialogs() {
  wall().addEventListener('close', closed, true) // it does not bubble
  document.addEventListener('keydown', escape, true)
  const beside = (/** @type {Event} */ event) => {
    if (closest(event, '[data-close]') || !closest(event, `${OURS}, ${ABOVE}`)) closeDialog()
  }
  document.addEventListener('click', beside, true) // before the click that opens one
}

export const dialogOpen = () => document.querySelector('dialog[open]') !== null

export function toggleHelp() {
  const help = byId('help')
  if (help.open) closeDialog()
  else if (!dialogOpen()) openDialog(help)
}
