// Sends what waits in the outbox until the server has heard it: the same request id each time, so that what
// arrives twice happens once. Answers go one after the other; a call for help waits for nothing.

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000
const CALL_WAIT_MS = 2000 // a call for help is tried again and again
const PHOTO_PATIENCE_MS = 90_000
const LATER = new Set([0, 408, 425, 429, 500, 502, 503, 504])

// `told(item, outcome)`: outcome = {heard} or {refused: answer}; `changed()` after every step
export function createSender(door, outbox, { told, changed }) {
  const lanes = {
    call: createLane('call', CALL_WAIT_MS, (item) => post(door, '/api/field/sos', item.body)),
    event: createLane('event', LONGEST_WAIT_MS, (item) => sendEvent(door, outbox, item)),
  }

  // `longest`: ms between two tries
  function createLane(kind, longest, send) {
    const lane = { away: false, run }
    let busy = false
    let wait = FIRST_WAIT_MS
    let timer = 0

    async function run(fresh = false) {
      clearTimeout(timer)
      if (fresh) wait = FIRST_WAIT_MS
      if (busy) return
      busy = true
      let item
      while ((item = outbox.all().find((each) => each.kind === kind))) {
        changed()
        const answer = await send(item)
        lane.away = answer.status === 0 || answer.status >= 500
        if (LATER.has(answer.status) || answer.told.code === 'conflict') {
          timer = setTimeout(() => run(), answer.wait * 1000 || wait)
          wait = Math.min(wait * 2, longest)
          break
        }
        wait = FIRST_WAIT_MS
        await outbox.remove(item.request)
        told(item, answer.status < 300 ? { heard: answer.told } : { refused: answer })
      }
      busy = false
      changed()
    }

    return lane
  }

  return {
    async add(item) {
      await outbox.put(item)
      return lanes[item.kind].run(true)
    },
    run: () => Object.values(lanes).forEach((lane) => lane.run(true)),
    get away() {
      return Object.values(lanes).some((lane) => lane.away)
    },
  }
}

async function sendEvent(door, outbox, item) {
  for (const photo of item.photos) {
    if (photo.hash) continue
    const type = photo.blob.type || 'image/jpeg'
    const answer = await door.ask('/api/photos', {
      method: 'POST',
      body: photo.blob,
      type,
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

function post(door, address, body) {
  return door.ask(address, { method: 'POST', body: JSON.stringify(body), type: 'application/json' })
}
