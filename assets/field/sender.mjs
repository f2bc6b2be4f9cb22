// Sends what waits in the outbox until the server has heard it: the same request id each time, so that what
// arrives twice happens once. Answers go one after the other; a call for help waits for nothing.

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000
const CALL_WAIT_MS = 2000 // a call for help is tried again and again
const PHOTO_PATIENCE_MS = 90_000
const LATER = new Set([0, 408, 425, 429, 500, 502, 503, 504])

// What waits of one kind, one after the other.
class Lane {
  away = false
  #busy = false
  #wait = FIRST_WAIT_MS
  #timer = 0
  #parts

  // `longest`: ms between two tries; `send(item)` → the answer
  constructor(/** @type {any} */ { kind, longest, send, outbox, told, changed }) {
    this.#parts = { kind, longest, send, outbox, told, changed }
  }

  async run(fresh = false) {
    clearTimeout(this.#timer)
    if (fresh) this.#wait = FIRST_WAIT_MS
    if (this.#busy) return
    this.#busy = true
    let item
    while ((item = this.#next())) {
      this.#parts.changed()
      const answer = await this.#parts.send(item)
      this.away = answer.status === 0 || answer.status >= 500
      if (LATER.has(answer.status) || answer.told.code === 'conflict') {
        this.#again(answer)
        break
      }
      await this.#heard(item, answer)
    }
    this.#busy = false
    this.#parts.changed()
  }

  #next() {
    return this.#parts.outbox.all().find((/** @type {Pressed} */ each) => each.kind === this.#parts.kind)
  }

  /** @param {any} answer */
  #again(answer) {
    this.#timer = setTimeout(() => this.run(), answer.wait * 1000 || this.#wait)
    this.#wait = Math.min(this.#wait * 2, this.#parts.longest)
  }

  /**
   * @param {Pressed} item
   * @param {any} answer
   */
  async #heard(item, answer) {
    this.#wait = FIRST_WAIT_MS
    await this.#parts.outbox.remove(item.request)
    this.#parts.told(item, answer.status < 300 ? { heard: answer.told } : { refused: answer })
  }
}

// `told(item, outcome)`: outcome = {heard} or {refused: answer}; `changed()` after every step
/**
 * @param {FieldApi} door
 * @param {FieldOutbox} outbox
 * @param {{told: (item: Pressed, outcome: any) => void, changed: () => void}} parts
 */
export function createSender(door, outbox, { told, changed }) {
  /** @param {Pressed} item */
  const call = (item) => post(door, '/api/field/sos', item.body)
  /** @param {Pressed} item */
  const event = (item) => sendEvent(door, outbox, item)
  /** @param {Pressed} item */
  const report = (item) => sendReport(door, outbox, item)
  const common = { outbox, told, changed }
  /** @type {Record<string, Lane>} */
  const lanes = {
    call: new Lane({ kind: 'call', longest: CALL_WAIT_MS, send: call, ...common }),
    event: new Lane({ kind: 'event', longest: LONGEST_WAIT_MS, send: event, ...common }),
    report: new Lane({ kind: 'report', longest: LONGEST_WAIT_MS, send: report, ...common }),
  }

  return {
    /** @param {Pressed} item */
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

/**
 * @param {FieldApi} door
 * @param {FieldOutbox} outbox
 * @param {Pressed} item
 */
async function sendEvent(door, outbox, item) {
  const refused = await sendPhotos(door, outbox, item)
  return refused ?? post(door, `/api/cases/${encodeURIComponent(item.case ?? '')}/events`, bodyOf(item))
}

/**
 * @param {FieldApi} door
 * @param {FieldOutbox} outbox
 * @param {Pressed} item
 */
async function sendReport(door, outbox, item) {
  const refused = await sendPhotos(door, outbox, item)
  return refused ?? post(door, '/api/field/reports', bodyOf(item))
}

/** @param {Pressed} item */
function bodyOf({ body, request, photos }) {
  return { ...body, request, ...(photos.length ? { photos: photos.map(({ hash }) => hash) } : {}) }
}

/**
 * Those that are not there yet; the answer that stands in the way, or null.
 * @param {FieldApi} door
 * @param {FieldOutbox} outbox
 * @param {Pressed} item
 */
async function sendPhotos(door, outbox, item) {
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
  return null
}

/**
 * @param {FieldApi} door
 * @param {string} address
 * @param {object} body
 */
function post(door, address, body) {
  return door.ask(address, { method: 'POST', body: JSON.stringify(body), type: 'application/json' })
}
