// Every camera this page has heard of: this area's, and once, when one is asked for that lies elsewhere (a link with a
// pinned camera, or the way down from where it was pinned), all the viewer may see. Knows no panel.

import { areaCameras } from '../../core/api.mjs'
import { page } from '../../core/page.mjs'
import { on } from '../../core/store.mjs'

/**
 * `changed(what)` after each telling: 'area', 'list', 'states' or 'others'.
 * @param {(what: 'area' | 'list' | 'states' | 'others') => void} changed
 */
export function createKnown(changed) {
  /** @type {any} a `CameraListing`, once there is one */
  let told = { code: null, edition: null, running: null, rows: [] }
  let here = new Map()
  let others = new Map()
  /** @type {string | null} */
  let asked = null // the edition for which others were asked
  /** @type {string | null} */
  let answered = null // and for which they were told

  /** @param {Camera[]} rows */
  const keep = (rows) => {
    for (const row of rows) others.set(row.id, row)
  }

  on('cameras', (value) => {
    const what = value.code === told.code ? value.changed : 'area'
    if (value.edition !== told.edition) others = new Map()
    told = value
    here = new Map(value.rows.map((row) => [row.id, row]))
    keep(value.rows)
    changed(what)
  })

  return {
    told: () => told,
    find: (/** @type {string} */ id) => (told.running ? (here.get(id) ?? others.get(id) ?? null) : null),
    /** Those of them that are not there or not for this viewer; none before that is known. */
    missing: (/** @type {string[]} */ ids) =>
      told.running && answered === told.edition
        ? ids.filter((/** @type {string} */ id) => !others.has(id))
        : [],
    /**
     * Make sure that these are known, if they exist.
     * @param {string[]} ids
     */
    async need(ids) {
      if (!told.running || asked === told.edition || ids.every((id) => others.has(id))) return
      const mine = (asked = told.edition)
      const answer = await areaCameras(page.scope).catch(() => null)
      if (mine !== told.edition) return
      if (answer === null) return void (asked = null) // the next drawing asks again
      answered = mine
      keep(answer.cameras)
      changed('others')
    },
  }
}
