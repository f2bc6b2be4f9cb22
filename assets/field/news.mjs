// The line on which the server pushes what stands: one long answer, read as it comes. One that breaks or falls silent is
// begun again, later each time; meanwhile the page asks as it did before.

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
const SILENT_MS = 40_000 // the server says something every 15 s
const DATA = 'data: '

/**
 * Server-sent events out of text as it comes: calls `told` with what each one says.
 * @param {(value: any) => void} told
 */
export function createParser(told) {
  let rest = ''
  return (/** @type {string} */ text) => {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) if (block.startsWith(DATA)) told(JSON.parse(block.slice(DATA.length)))
  }
}

/** A line that is kept open: `told(work)` is what was pushed, `changed()` when it opens or breaks. */
export class News {
  open = false
  #door
  #address
  #parts
  #wait = FIRST_WAIT_MS
  /** @type {AbortController | null} */
  #line = null
  /** @type {any} */
  #again = 0

  /**
   * @param {FieldApi} door
   * @param {string} address
   * @param {{told: (work: any) => void, changed: () => void}} parts
   */
  constructor(door, address, parts) {
    this.#door = door
    this.#address = address
    this.#parts = parts
  }

  /** @param {boolean} [fresh] do not wait: the connection is said to be back */
  async run(fresh = false) {
    if (fresh) this.#wait = FIRST_WAIT_MS
    if (this.#line) return
    clearTimeout(this.#again)
    this.#line = new AbortController()
    const { status, wait } = await this.#listen(this.#line)
    this.#line = null
    if (this.open) this.#turn(false)
    if (status >= 400 && status < 500 && status !== 429) return // the page that asks finds out why
    this.#again = setTimeout(() => this.run(), Math.max(wait * 1000, this.#wait * (0.5 + Math.random())))
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS)
  }

  /** @param {AbortController} mine */
  async #listen(mine) {
    let silent = setTimeout(() => mine.abort(), SILENT_MS)
    const parse = createParser((work) => {
      this.#wait = FIRST_WAIT_MS
      this.#parts.told(work)
    })
    const reply = await this.#door.listen(this.#address, mine.signal, (text) => {
      clearTimeout(silent)
      silent = setTimeout(() => mine.abort(), SILENT_MS)
      if (!this.open) this.#turn(true)
      parse(text)
    })
    clearTimeout(silent)
    return reply
  }

  /** @param {boolean} now */
  #turn(now) {
    this.open = now
    this.#parts.changed()
  }
}
