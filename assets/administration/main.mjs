// The page of accounts in the browser: its forms are sent as JSON, one at a time, and their answer is said.

import { at } from '../core/base.mjs'
import { sure } from './sure.mjs'

/** @type {{lang: string, failed: string}} */
const page = JSON.parse(document.getElementById('page')?.textContent ?? '{}')
const said = /** @type {HTMLElement} */ (document.getElementById('said'))
const SIGNED_OUT = 401
let busy = false // a second click sends nothing

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target)
  if (!form.dataset.act) return
  event.preventDefault()
  if (!busy) ask(form, event.submitter?.textContent ?? '')
})

/**
 * @param {HTMLFormElement} form
 * @param {string} act in words
 */
async function ask(form, act) {
  if (form.dataset.sure && !(await sure(form.dataset.sure, act))) return
  send(form)
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const { act = '', account } = form.dataset
  const told = { ...(account ? { account } : {}), ...Object.fromEntries(new FormData(form)) }
  busy = true
  form.toggleAttribute('aria-busy', true)
  try {
    const answer = await fetch(at(`/administration/${act}?lang=${page.lang}`), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(told),
    })
    if (answer.status === SIGNED_OUT) return location.reload() // to where one signs in, and back here
    const reply = await answer.json()
    if (!answer.ok) say(reply.error, true)
    else if (reply.secret) await show(reply)
    else goOn(act, String(told.account))
  } catch {
    say(page.failed, true)
  } finally {
    busy = false
    form.removeAttribute('aria-busy')
  }
}

/**
 * @param {string} text
 * @param {boolean} bad
 */
function say(text, bad) {
  said.textContent = text
  said.className = bad ? 'refusal' : 'done'
  said.scrollIntoView({ block: 'nearest' })
}

/** @param {{said: string, secret: string}} reply */
async function show(reply) {
  const place = /** @type {HTMLElement} */ (document.getElementById('secret'))
  const secret = document.createElement('output')
  secret.textContent = reply.secret
  place.replaceChildren(reply.said, ' ', secret)
  place.hidden = false
  say('', false)
  await renew()
}

/** The card and the list as the server has them now; what is shown once stays. */
async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of ['main article', 'main table']) {
    const [now, then] = [fresh.querySelector(part), document.querySelector(part)]
    if (now && then) then.replaceWith(now)
  }
}

/**
 * @param {string} act
 * @param {string} account
 */
function goOn(act, account) {
  const address = new URL(at('/administration'), location.href)
  for (const [name, value] of Object.entries({ account, done: act, lang: page.lang }))
    address.searchParams.set(name, value)
  location.assign(address)
}
