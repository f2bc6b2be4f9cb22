// The page that shows a pairing code: asks for one, counts it down, asks for the next, and goes on as a screen once
// somebody typed it. Nobody touches it: whatever happens, it asks again.

/** @typedef {{state?: string, code?: string, seconds?: number, place?: string}} Shown */
/** @typedef {Shown & {reason?: Record<string, string>}} Told */
/** @type {{lang: string, code: string, words: Record<string, string>}} */
const page = JSON.parse(document.getElementById('page')?.textContent ?? '{}')
const EVERY_MS = 1500
const AWAY_MS = 3000
const PATIENCE_MS = 5000 // then a question has no answer
const LONGEST_S = 10 // until it is asked again for a code that there is no room for
const SHIFTS = [0, 1, 2, 3, 2, 1, 0, -1, -2, -3, -2, -1] // px: nothing stands at one place for days

const [main, code, say, left, bar, host] = ['pairing', 'code', 'say', 'left', 'bar', 'host'].map(
  (id) => /** @type {HTMLElement} */ (document.getElementById(id)),
)
/** @type {{until: number, whole: number} | null} by performance.now() */
let good = null
let shown = 0

/**
 * @param {string} state
 * @param {string} text
 */
function tell(state, text) {
  main.dataset.state = state
  if (say.textContent !== text) say.textContent = text
}

/** @param {'GET' | 'POST'} method */
async function ask(method) {
  const answer = await fetch(page.code, {
    method,
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  return { ok: answer.ok, seconds: Number(answer.headers.get('Retry-After')), told: await answer.json() }
}

/** @param {Told} told */
function take(told) {
  if (told.state === 'person')
    location.reload() // somebody signed in here meanwhile
  else if (told.state === 'paired') become(String(told.place))
  else if (told.state === 'unhung') tell('unhung', page.words.unhung)
  else if (told.code) show(told.code, Number(told.seconds))
  else if (told.state === 'expired') good = null
  else if (good) tell('waiting', page.words.say)
}

/** @param {string} place */
function become(place) {
  tell('paired', page.words.paired)
  const address = new URL(place, location.href)
  address.search = location.search
  location.replace(address)
}

/**
 * @param {string} text
 * @param {number} seconds
 */
function show(text, seconds) {
  good = { until: performance.now() + seconds * 1000, whole: seconds * 1000 }
  code.replaceChildren(
    ...text.split('-').map((group) => Object.assign(document.createElement('span'), { textContent: group })),
  )
  shown += 1
  main.style.setProperty('--shift-x', `${SHIFTS[shown % SHIFTS.length]}px`)
  main.style.setProperty('--shift-y', `${SHIFTS[(shown + 3) % SHIFTS.length]}px`)
  tell('waiting', page.words.say)
  count()
}

/** What is left of the code; one that is over is no longer shown. */
function count() {
  const ms = good ? good.until - performance.now() : 0
  if (good && ms <= 0) good = null
  const known = good && main.dataset.state === 'waiting' // while the server is away nobody promises a new one
  left.textContent = known ? page.words.left.replace('{seconds}', String(Math.ceil(ms / 1000))) : ''
  bar.style.width = good ? `${(100 * ms) / good.whole}%` : '0'
  code.classList.toggle('over', !good)
}

async function turn() {
  let next = EVERY_MS
  try {
    const { ok, seconds, told } = await ask(good ? 'GET' : 'POST')
    if (ok) take(told)
    else tell('away', told.reason?.[page.lang] ?? page.words.away)
    if (!ok) next = seconds ? Math.min(seconds, LONGEST_S) * 1000 : AWAY_MS
    else if (!good && told.state === 'expired') next = 0
  } catch {
    tell('away', page.words.away)
    next = AWAY_MS
  }
  setTimeout(turn, next)
}

/** Where the browser may be asked to: on a page from https, or from this machine. */
function stayAwake() {
  if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => {})
}

host.textContent = location.host
document.addEventListener('visibilitychange', stayAwake)
stayAwake()
setInterval(count, 250)
turn()
