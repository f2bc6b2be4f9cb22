// The queue as the server tells it: whole, then changes in order. Knows no page and no socket.

export class QueueRows {
  /** @type {Map<string, CaseRow>} */
  rows = new Map() // by case id
  /** @type {string | null} */
  area = null
  /** @type {number | null} */
  #sequence = null // null: nothing whole has come yet
  #known = false

  /**
   * Another area, or a new connection: what comes next must be whole.
   * @param {string} area
   */
  expect(area) {
    if (area !== this.area) {
      this.rows = new Map()
      this.#known = false
    }
    this.area = area
    this.#sequence = null
  }

  /** Whether what waits in this area has ever been told: an empty queue says nothing before. */
  get known() {
    return this.#known
  }

  get ready() {
    return this.#sequence !== null
  }

  /**
   * What has changed; null when it is not for us, 'gap' after a loss.
   * @param {QueueMessage} message
   * @returns {QueueChange | 'gap' | null}
   */
  take({ area, whole, sequence, rows, gone }) {
    if (area !== this.area) return null
    if (whole) return this.#whole(rows, sequence)
    if (this.#sequence === null) return null
    if (sequence !== this.#sequence + 1) {
      this.#sequence = null
      return 'gap'
    }
    this.#sequence = sequence
    const changed = changes(rows, this.rows)
    for (const row of rows) this.rows.set(row.id, row)
    return { changed, gone: this.#drop(gone), whole: false }
  }

  /**
   * @param {CaseRow[]} rows
   * @param {number} sequence
   * @returns {QueueChange}
   */
  #whole(rows, sequence) {
    const before = this.rows
    this.rows = new Map(rows.map((row) => [row.id, row]))
    this.#sequence = sequence
    this.#known = true
    const changed = changes(rows, before)
    return { changed, gone: [...before.values()].filter(({ id }) => !this.rows.has(id)), whole: true }
  }

  /** @param {string[]} ids */
  #drop(ids) {
    const rows = ids.flatMap((id) => this.rows.get(id) ?? [])
    for (const id of ids) this.rows.delete(id)
    return rows
  }
}

/**
 * @param {CaseRow[]} rows
 * @param {Map<string, CaseRow>} before
 * @returns {RowChange[]}
 */
const changes = (rows, before) => rows.map((row) => [before.get(row.id) ?? null, row])
