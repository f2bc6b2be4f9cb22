// The page about the system itself, read again every few seconds; where the reader stands in it stays.

const EVERY_MS = 5000
const LEVEL = '.level-page'

async function again() {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null)
  const text = await answer?.text().catch(() => null)
  if (!answer?.ok || !text) return document.body.classList.add('stale') // what is shown is old, and looks so
  document.body.classList.remove('stale')
  const page = new DOMParser().parseFromString(text, 'text/html')
  level(page.querySelector(LEVEL))
  const fresh = page.querySelector('main')
  const shown = document.querySelector('main')
  if (fresh && shown && !fresh.isEqualNode(shown)) shown.replaceChildren(...fresh.childNodes)
}

/**
 * Of the whole city: one that was set, or is no more.
 * @param {Element | null} fresh
 */
function level(fresh) {
  const shown = document.querySelector(LEVEL)
  if (fresh === shown || (shown && fresh?.isEqualNode(shown))) return
  shown?.remove()
  if (fresh) document.body.prepend(fresh)
}

setInterval(again, EVERY_MS)
