// The city was redrawn while this page stands open: it takes the new areas and words of what may be reported in place,
// without loading itself anew. Its picture stays until the new one is there.

import { forgetMaps } from './api.mjs'
import { page } from './page.mjs'
import { reloadOnce } from './reload.mjs'
import { again } from './route.mjs'
import { emit, on } from './store.mjs'

const WITHIN_MS = 2000 // pages of a whole room do not ask all at once
const AGAIN_MS = 1000
const TRIES = 5

export function followCity() {
  /** @type {string | null} */
  let wanted = null
  on('city', (city) => {
    if (city === wanted || city === page.city) return
    wanted = city
    setTimeout(() => take(city, 1), Math.random() * WITHIN_MS)
  })
  /**
   * @param {string} city
   * @param {number} nth
   */
  async function take(city, nth) {
    const document = await asked().catch(() => null)
    if (wanted !== city) return
    if (!document && nth < TRIES) {
      setTimeout(() => take(city, nth + 1), AGAIN_MS)
      return
    }
    wanted = null
    if (document) adopt(document)
    else reloadOnce(`city ${city}`, WITHIN_MS)
  }
}

/** @returns {Promise<{facts: typeof page, url: string} | null>} null where the address shows no area any more */
async function asked() {
  const response = await fetch(location.href, { cache: 'no-store', headers: { Accept: 'text/html' } })
  if (!response.ok) return null
  const told = new DOMParser().parseFromString(await response.text(), 'text/html')
  const facts = JSON.parse(told.getElementById('gridwall-page')?.textContent ?? 'null')
  return facts && { facts, url: response.url }
}

/** @param {{facts: typeof page, url: string}} told */
function adopt({ facts, url }) {
  const before = JSON.stringify([page.items, page.kinds])
  Object.assign(page, facts, { build: page.build })
  forgetMaps()
  again(new URL(url).pathname)
  // what may be chosen stands in forms of the console that are drawn once
  if (page.kind === 'console' && JSON.stringify([page.items, page.kinds]) !== before)
    emit('outdated', page.city)
}
