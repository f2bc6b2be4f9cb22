// The page about the system itself, read again every few seconds; where the reader stands in it stays.

const EVERY_MS = 5000

async function again() {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null)
  const text = await answer?.text().catch(() => null)
  if (!answer?.ok || !text) return document.body.classList.add('stale') // what is shown is old, and looks so
  document.body.classList.remove('stale')
  const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
  const shown = document.querySelector('main')
  if (fresh && shown && !fresh.isEqualNode(shown)) shown.replaceChildren(...fresh.childNodes)
}

setInterval(again, EVERY_MS)
