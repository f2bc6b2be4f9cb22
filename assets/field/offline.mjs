// What lets this page open without a connection: a worker for its own address, told which files the page is made of. Of a
// link that is over nothing stays.

import { at } from './api.mjs'

const OVER = new Set(['expired', 'revoked', 'not_listed', 'unknown'])

/** When this page was written down, in this phone's epoch ms, if it is one that was kept; else null. */
export const keptAt = () => Number(document.documentElement.dataset.kept) || null

const EVERY_MS = 30_000
const WORK = '/kept-work' // beside the page, and forgotten with it
const place = () => caches.open(`gridwall-page ${location.pathname}`)
let written = { text: '', at: 0 }

/**
 * What stood when the server was last heard, for a page that is opened without a connection.
 * @param {FieldFacts} facts
 * @param {FieldApi} door
 * @param {FieldTask[]} tasks
 * @param {number} at epoch ms of the server
 * @param {number} heard when that was, in this phone's epoch ms
 */
export async function keepWork({ state }, { linked }, tasks, at, heard) {
  const text = JSON.stringify(tasks)
  const same = text === written.text && at - written.at < EVERY_MS
  if (!globalThis.caches || !linked || state !== 'good' || same) return
  written = { text, at }
  await place().then(
    (there) => there.put(WORK, Response.json({ tasks, at, heard })),
    () => null,
  )
}

/** @returns {Promise<{tasks: FieldTask[], at: number, heard: number} | null>} */
export async function keptWork() {
  const found = await place().then(
    (there) => there.match(WORK),
    () => null,
  )
  return found ? found.json() : null
}

/** The addresses of what this page loaded of ours: scripts, what they import, sheets. */
function files() {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  return [...new Set(loaded)].filter((name) => new URL(name).pathname.startsWith(at('/assets/')))
}

/** Nothing of it opens any more without a connection. */
export async function forgetPage() {
  await (await navigator.serviceWorker?.getRegistration(location.pathname))?.unregister()
  await globalThis.caches?.delete(`gridwall-page ${location.pathname}`)
}

/**
 * Told once the page stands: keeps it while its link is good, and forgets it when it is over.
 * @param {FieldFacts} facts
 * @param {FieldApi} door
 */
export async function keepPage({ kind, state }, door) {
  const workers = navigator.serviceWorker // of http from afar there is none
  if (!workers || !door.linked || keptAt()) return
  try {
    if (state === 'good') {
      await workers.register(at(`/${kind}/worker`), { scope: location.pathname })
      const { active } = await workers.ready
      workers.addEventListener('message', () => (document.body.dataset.opens = 'offline'))
      workers.startMessages()
      active?.postMessage({ files: files() })
    } else if (OVER.has(state)) await forgetPage()
  } catch {
    // a browser that keeps nothing opens the page with a connection alone, as before
  }
}
