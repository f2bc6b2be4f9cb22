// What the server knows of the case looked at: fetched when it is looked at, when it changes, and now and then, for
// people walk on. Told as `detail`.

import { emit, last, on } from '../../core/store.mjs'
import { caseDetail } from './api.mjs'
import { row } from './socket.mjs'

const EVERY_MS = 5000
const SOON_MS = 150 // several changes are one question
/** @type {string | null} */
let about = null // the id looked at
let asked = 0
let revision = 0 // the newest told
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

async function fetchIt() {
  clearTimeout(timer)
  const id = about
  if (id === null) return
  asked += 1
  const mine = asked
  const told = await caseDetail(id).then(
    (detail) => ({ detail, trouble: null }),
    (error) => ({ detail: null, trouble: error.message }),
  )
  if (mine !== asked || id !== about) return
  timer = setTimeout(fetchIt, EVERY_MS)
  const kept = last('detail')
  if (told.trouble !== null && kept?.id === id && kept.detail !== null) return
  revision = told.detail?.case.revision ?? 0
  emit('detail', { id, ...told })
}

/** @param {number} ms */
function soon(ms) {
  clearTimeout(timer)
  timer = setTimeout(fetchIt, ms)
}

export function followCase() {
  on('view', ({ case: id }) => {
    if (id === about) return
    about = id
    asked += 1
    clearTimeout(timer)
    emit('detail', { id, detail: null, trouble: null })
    if (id !== null) fetchIt()
  })
  on('queue', ({ changed }) => {
    if (changed.some(([, { id, revision: now }]) => id === about && now > revision)) soon(SOON_MS)
  })
}

/**
 * The case looked at: the queue's row, which is quickest, or the server's answer for one that is not on the desk.
 * @returns {CaseRow | null}
 */
export function current() {
  if (about === null) return null
  const known = row(about)
  const told = last('detail')
  const detailed = told?.id === about ? (told.detail?.case ?? null) : null
  if (!known || !detailed) return known ?? detailed
  if (known.revision >= detailed.revision) return known
  return { ...known, ...detailed, place: known.place, mine_to_do: known.mine_to_do }
}
