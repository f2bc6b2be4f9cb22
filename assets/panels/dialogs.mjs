// What all dialogs share: a click beside the card or on its close button closes it. Esc and focus are the browser's.
import { closest, byId } from '../core/dom.mjs'

export function mountDialogs() {
  for (const dialog of [byId('help'), byId('details')])
    dialog.addEventListener('click', (/** @type {any} */ event) => {
      if (event.target === dialog || closest(event, '[data-close]')) dialog.close()
    })
}

export const dialogOpen = () => document.querySelector('dialog[open]') !== null

export function toggleHelp() {
  const help = byId('help')
  if (help.open) help.close()
  else if (!dialogOpen()) help.showModal()
}
