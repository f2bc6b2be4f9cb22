// The page of the shift handover: its numbers are read again every few seconds and put in where they changed; a number
// chosen shows its list without leaving; notes, signature and acceptance are sent as JSON, one at a time.

import { at } from '../core/base.mjs'
import { commandId } from '../core/command_id.mjs'

const EVERY_MS = 5000
const [SIGNED_OUT, AWAY] = [401, 503]
const FORMS = 'forms'
// what changes with the moment; the form of the note changes only when something else is offered
const LIVE = ['now', 'state', 'past']
const SCROLLED = ['.handover-list .handover-rows', '.handover-notes']

/** @type {{code: string, lang: string, failed: string}} */
const page = JSON.parse(document.getElementById('page')?.textContent ?? '{}')
let busy = false // a second click sends nothing
let unanswered = { asked: '', command: '' } // of which nobody knows whether it was done: asked again it is the same
let asked = 0 // of two answers the later question counts

/** @param {string} id */
const part = (id) => document.getElementById(id)

/** The page as the server has it now; where whoever reads it stands stays. */
async function again() {
  const mine = ++asked
  const answer = await fetch(location.href, { cache: 'no-store', headers: { Accept: 'text/html' } }).catch(
    () => null,
  )
  const text = await answer?.text().catch(() => null)
  if (mine !== asked) return
  if (answer?.status === SIGNED_OUT) return location.reload()
  part('stale')?.toggleAttribute('hidden', Boolean(answer?.ok && text))
  if (!answer?.ok || !text) return
  const fresh = new DOMParser().parseFromString(text, 'text/html')
  const main = fresh.querySelector('main')
  if (!main) return location.reload() // another page stands here now
  for (const id of LIVE) put(id, fresh)
  if (offers(document) !== offers(fresh)) putForms(fresh)
  const shown = document.querySelector('main')
  shown?.setAttribute('data-late', main.getAttribute('data-late') ?? 'false')
}

/**
 * @param {string} id
 * @param {Document} fresh
 */
function put(id, fresh) {
  const [then, now] = [part(id), fresh.getElementById(id)]
  if (!then || !now || then.isEqualNode(now)) return
  const focused = document.activeElement?.closest('a[data-list]')?.getAttribute('data-list')
  const from = SCROLLED.map((list) => then.querySelector(list)?.scrollTop ?? 0)
  then.replaceChildren(...now.childNodes)
  for (const [index, name] of SCROLLED.entries()) {
    const list = then.querySelector(name)
    if (list) list.scrollTop = from[index]
  }
  if (focused && !then.contains(document.activeElement))
    /** @type {HTMLElement | null} */ (then.querySelector(`a[data-list="${focused}"]`))?.focus()
}

/** @param {Document} of */
const offers = (of) =>
  [...of.querySelectorAll(`#${FORMS} [data-do], #${FORMS} .handover-why`)]
    .map((node) => [
      node.getAttribute('data-do'),
      node.getAttribute('data-handover'),
      node.matches('p') && node.textContent,
    ])
    .join()

/**
 * What was begun to be written is kept.
 * @param {Document} fresh
 */
function putForms(fresh) {
  const text = part(FORMS)?.querySelector('textarea')?.value ?? ''
  const said = part('said')?.textContent ?? ''
  const now = fresh.getElementById(FORMS)
  if (!now) return
  part(FORMS)?.replaceWith(now)
  const field = now.querySelector('textarea')
  if (field) field.value = text
  say(said)
}

/** @param {string} text */
function say(text) {
  const place = part('said')
  if (place && place.textContent !== text) place.textContent = text
}

/**
 * @param {Record<string, unknown>} told
 * @returns {Promise<boolean>} whether it was done
 */
async function send(told) {
  if (busy) return false
  busy = true
  const asking = JSON.stringify(told)
  if (asking !== unanswered.asked) unanswered = { asked: asking, command: commandId() }
  try {
    const answer = await fetch(at(`/api/handover/${encodeURIComponent(page.code)}`), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ command: unanswered.command, ...told }),
    })
    if (answer.status === SIGNED_OUT) location.reload()
    const reply = answer.ok ? null : await answer.json()
    if (answer.status !== AWAY) unanswered = { asked: '', command: '' }
    say(reply ? (reply.reason?.[page.lang] ?? reply.error) : '')
    await again()
    return answer.ok
  } catch {
    say(page.failed)
    return false
  } finally {
    busy = false
  }
}

document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = /** @type {HTMLFormElement} */ (event.target)
  const field = form.querySelector('textarea')
  if (field && (await send({ do: form.dataset.do, text: field.value }))) {
    const now = part(FORMS)?.querySelector('textarea')
    if (now) now.value = ''
  }
})

document.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target)
  const button = /** @type {HTMLElement | null} */ (target.closest('button[data-do]'))
  const { do: what, handover } = button?.dataset ?? {}
  if (what === 'print') return print()
  if (what) return send(handover ? { do: what, handover: Number(handover) } : { do: what })
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[data-list]'))
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  history.replaceState(null, '', link.href)
  again()
})

setInterval(again, EVERY_MS)
