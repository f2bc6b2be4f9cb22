// Who signed in, in the head: their name, and behind it as what, other pages, and the way out. Nothing where nobody
// signs in.
import { at } from '../core/base.mjs'
import { activeElement, byId, closest, make, setWhole } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { menuTarget } from './menu_keys.mjs'

const AWAY = 503

export function mountAccount() {
  const { account } = page
  if (!account) return
  const menu = byId('account')
  const name = make('summary')
  setWhole(name, account.name)
  const out = make('button', '', word('sign_out'))
  out.type = 'button'
  const said = make('p', 'account-said')
  said.setAttribute('role', 'status')
  out.addEventListener('click', () => signOut(said))
  const links = account.places.map(([href, text]) => {
    const link = make('a', '', text)
    link.href = href
    return link
  })
  const body = make('div', 'account-body')
  body.append(make('p', '', account.acts_as), ...links, out, said)
  menu.replaceChildren(name, body)
  menu.hidden = false
  closes(menu, name)
  walks(menu, [...links, out])
}

/**
 * By Esc, and by a click or the focus going elsewhere.
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement} name
 */
function closes(menu, name) {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') event.stopPropagation() // the page's keys rest meanwhile
    if (event.key !== 'Escape' || !menu.open) return
    menu.open = false
    name.focus()
  })
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(/** @type {Node} */ (relatedTarget))) menu.open = false
  })
  document.addEventListener('click', (event) => {
    if (!closest(event, '#account')) menu.open = false
  })
}

/**
 * By arrows, Home and End, as in any menu; an arrow opens it.
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement[]} entries
 */
function walks(menu, entries) {
  menu.addEventListener('keydown', (event) => {
    const to = menuTarget(event.key, entries.indexOf(activeElement()), entries.length)
    if (to === null) return
    event.preventDefault()
    menu.open = true
    entries[to].focus()
  })
}

/** @param {HTMLElement} said */
async function signOut(said) {
  try {
    const answer = await fetch(at('/sign-out'), { method: 'POST', headers: { Accept: 'text/html' } })
    if (!answer.ok && answer.status !== AWAY) throw new Error(answer.statusText)
    const out = answer.ok ? '' : '&out=unwritten' // the cookie is gone in any case
    location.assign(at(`/sign-in?lang=${page.lang}${out}`))
  } catch {
    said.textContent = word('sign_out_failed')
  }
}
