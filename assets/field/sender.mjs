// Sends what waits in the outbox, one after the other, until the server has heard it: the same request id each
// time, so that what arrives twice happens once. Says what became of it.

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000
const CALL_WAIT_MS = 2000 // a call for help is tried again and again
const PHOTO_PATIENCE_MS = 90_000
const LATER = new Set([0, 408, 425, 429, 500, 502, 503, 504])

// `told(item, outcome)`: outcome = {heard} or {refused: answer}; `changed()` after every step
export function createSender(door, outbox, { told, changed }) {
  let busy = false
  let away = false
  let wait = FIRST_WAIT_MS
  let timer = 0

  async function run() {
    clearTimeout(timer)
    if (busy) return
    busy = true
    let item
    while ((item = outbox.all()[0])) {
      changed()
      const answer = await send(item)
      if (LATER.has(answer.status)) {
        away = answer.status === 0 || answer.status >= 500
        again(item, answer.wait)
        break
      }
      away = false
      wait = FIRST_WAIT_MS
      await outbox.remove(item.request)
      told(item, answer.status < 300 ? { heard: answer.told } : { refused: answer })
    }
    busy = false
    changed()
  }

  function again(item, seconds) {
    const pause = seconds * 1000 || (item.kind === 'call' ? CALL_WAIT_MS : wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    timer = setTimeout(run, pause)
  }

  async function send(item) {
    if (item.kind === 'call') return post(door, '/api/field/sos', item.body)
    for (const photo of item.photos) {
      if (photo.hash) continue
      const answer = await door.ask('/api/photos', {
        method: 'POST',
        body: photo.blob,
        type: photo.blob.type || 'image/jpeg',
        patience: PHOTO_PATIENCE_MS,
      })
      if (answer.status !== 201) return answer
      photo.hash = answer.told.photo
      await outbox.put(item)
    }
    const photos = item.photos.map((photo) => photo.hash)
    const body = { ...item.body, request: item.request, ...(photos.length ? { photos } : {}) }
    return post(door, `/api/cases/${encodeURIComponent(item.case)}/events`, body)
  }

  return {
    async add(item) {
      await outbox.put(item)
      wait = FIRST_WAIT_MS
      return run()
    },
    run,
    get away() {
      return away
    },
  }
}

function post(door, address, body) {
  return door.ask(address, { method: 'POST', body: JSON.stringify(body), type: 'application/json' })
}
