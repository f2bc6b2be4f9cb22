// Who sits here, in which role; who else does. The role is asked of the server, which may refuse.

import { word } from '../core/page.mjs'
import { byId, childrenOf, setAttribute, setText } from '../core/dom.mjs'
import { seatNumber } from '../core/names.mjs'
import { on } from '../core/store.mjs'
import { page } from './case/page.mjs'
import { changeRole } from './desk/api.mjs'
import { actorName } from './case/words.mjs'

export function mountSeat() {
  const number = seatNumber(page.viewer.id)
  const signedIn = page.account !== null // as what they sit here, their grant says
  setText(byId('seat'), number ? word('owner_seat', { n: number }) : word('seat_none'))
  byId('role').hidden = signedIn
  byId('seat').hidden = signedIn
  for (const button of childrenOf(byId('role'))) {
    setAttribute(button, 'aria-pressed', String(button.dataset.role === page.viewer.role))
    button.addEventListener('click', () => become(button.dataset.role))
  }
  for (const line of document.querySelectorAll('[data-roles]'))
    /** @type {HTMLElement} */ (line).hidden = !mayUse(line, page.viewer.role)
  on('seats', (seats) => {
    const others = [
      ...new Set(seats.filter(({ id }) => id !== page.viewer.id).map(({ id }) => actorName(id))),
    ]
    byId(signedIn ? 'account' : 'seat').title = others.length
      ? word('seats_others', { who: others.join(word('place_join')) })
      : word('seats_alone')
  })
  const button = byId('outdated')
  on('outdated', () => {
    button.hidden = false
    button.addEventListener('click', () => location.reload())
  })
}

/**
 * Whether keys of the footer or of the card of keys are for this role.
 * @param {Element} line
 * @param {string} role
 */
const mayUse = (line, role) => (line.getAttribute('data-roles') ?? '').split(' ').includes(role)

// The socket keeps the viewer it was opened by: the page begins anew.
/** @param {string} role */
async function become(role) {
  if (role === page.viewer.role) return
  try {
    await changeRole(role)
    location.reload()
  } catch (error) {
    byId('seat').title = /** @type {Error} */ (error).message
  }
}
