// What the grid shows, and the smallest change that brings it to what it should show. While somebody is in it, by
// pointer or keys, nothing moves but for what presses: texts go on, newcomers wait, who has left stays. Pure.

/** The lines of the grid. */
export class Shown {
  /** @type {Map<string, Line>} */
  #lines = new Map() // by id

  get ids() {
    return [...this.#lines.values()]
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id)
  }

  /** @param {string} id */
  has(id) {
    return this.#lines.has(id)
  }

  /** @param {string} id */
  line(id) {
    return this.#lines.get(id) ?? null
  }

  /**
   * Other rows altogether: an area, a tab, a search. Answers all lines.
   * @param {Omit<Line, 'id'>[]} wanted
   */
  begin(wanted) {
    this.#lines = new Map(wanted.map(({ row, order }) => [row.id, { id: row.id, order, row }]))
    return [...this.#lines.values()]
  }

  /**
   * `rows`: every row known, by id. Answers lines for the grid, and who has to wait while it is `held`: nobody who is
   * `pressing`. The line of the case `looked` at stays where it is in any case, so that the next one is the next one.
   * @param {Omit<Line, 'id'>[]} wanted
   * @param {Map<string, CaseRow>} rows
   * @param {boolean} held
   * @param {string | null} looked
   * @param {(row: CaseRow) => boolean} pressing
   * @returns {GridChange & {waiting: CaseRow[]}}
   */
  change(wanted, rows, held, looked = null, pressing = () => false) {
    /** @type {GridChange & {waiting: CaseRow[]}} */
    const { add, update, waiting } = { add: [], update: [], remove: [], waiting: [] }
    const there = new Set()
    const stays = (/** @type {string} */ id) => held || id === looked
    for (const { row, order } of wanted) {
      there.add(row.id)
      const line = this.#lines.get(row.id)
      if (!line && held && !pressing(row)) waiting.push(row)
      else if (!line) add.push(this.#put(row, order))
      else if (line.row !== row || (!stays(row.id) && line.order !== order))
        update.push(this.#put(row, stays(row.id) ? line.order : order))
    }
    const left = [...this.#lines.values()].filter(({ id }) => !there.has(id))
    const remove = left.filter(({ id }) => !stays(id))
    update.push(
      ...this.#stay(
        left.filter(({ id }) => stays(id)),
        rows,
      ),
    )
    for (const { id } of remove) this.#lines.delete(id)
    return { add, update, remove, waiting }
  }

  /**
   * @param {CaseRow} row
   * @param {number} order
   */
  #put(row, order) {
    const line = { id: row.id, order, row }
    this.#lines.set(row.id, line)
    return line
  }

  // They no longer belong here, but their texts must not tell what is no longer so.
  /**
   * @param {Line[]} left
   * @param {Map<string, CaseRow>} rows
   */
  #stay(left, rows) {
    return left.flatMap(({ id, order, row }) => {
      const known = rows.get(id)
      return known && known !== row ? [this.#put(known, order)] : []
    })
  }
}

const IN_USE_MS = 30_000 // a pointer that rests so long has been left there
const KEY_MS = 4000

/** Whether somebody is in the queue. Steady ms come in. */
export class Hold {
  #inside = false
  #moved = -Infinity
  #pressed = -Infinity

  /** @param {number} now */
  entered(now) {
    this.#inside = true
    this.#moved = now
  }

  left() {
    this.#inside = false
  }

  /** @param {number} now */
  pressed(now) {
    this.#pressed = now
  }

  /** Nobody is: what waits may come. */
  release() {
    this.#moved = this.#pressed = -Infinity
  }

  /** @param {number} now */
  held(now) {
    return (this.#inside && now - this.#moved < IN_USE_MS) || now - this.#pressed < KEY_MS
  }
}
