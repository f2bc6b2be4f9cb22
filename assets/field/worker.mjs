// Opens an inspector's or a department's page without a connection: keeps the page at one link, which is this worker's
// scope, and the files that the page says it is made of. Nothing else: what is asked of the API goes out as it is. A link
// that is over takes all of it along, and so does a server that was not heard for long: it may be over since.

/** @type {any} of what kind this is no page's types say */
const worker = globalThis
const PATIENCE_MS = 8000
const LINK = 'Gridwall-Link' // "over", or until when the link is good (epoch ms); other servers' answers have none
const KEEP = 'Gridwall-Keep' // ms that what was last heard is shown without an answer
const PUT_BACK_MS = 300_000 // a clock put back by more lets nothing live on
const WORK = '/kept-work' // the page's own: when it last heard of the server stands in it
const KEPT_AT = 'Gridwall-Kept'
const SCOPE = new URL(worker.registration.scope).pathname
const NAME = `gridwall-page ${SCOPE}`
const FILES = location.pathname.replace(/\/(?:field|department)\/worker$/, '/assets/')

const cache = () => caches.open(NAME)

/** @param {string} url of the page; what is kept of it is called without the link, by its language */
const pageKey = (url) => `/kept?lang=${new URL(url).searchParams.get('lang') ?? ''}`

async function forget() {
  await caches.delete(NAME)
  await worker.registration.unregister()
}

/**
 * What the server said of the page: kept while the link is good.
 * @param {string} url
 * @param {Response} answer
 */
async function heed(url, answer) {
  const link = answer.headers.get(LINK)
  if (link === 'over') return forget()
  if (link === null || answer.status !== 200) return
  const headers = new Headers(answer.headers)
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name)
  headers.set(KEPT_AT, String(Date.now()))
  await (await cache()).put(pageKey(url), new Response(await answer.text(), { headers }))
}

/**
 * The page as it was when the server was last there, with the time of that in it.
 * @param {string} url
 */
async function kept(url) {
  const there = await cache()
  const found = (await there.match(pageKey(url))) ?? (await there.match(pageKey(url), { ignoreSearch: true }))
  if (!found) return null
  const { headers } = found
  const work = await (await there.match(WORK))?.json()
  const silent = Date.now() - Math.max(Number(headers.get(KEPT_AT)), work?.heard ?? 0)
  const late = silent > Number(headers.get(KEEP)) || silent < -PUT_BACK_MS
  if (late || Number(headers.get(LINK)) < Date.now()) return forget().then(() => null)
  const text = await found.text()
  return new Response(text.replace('<html ', `<html data-kept="${headers.get(KEPT_AT)}" `), { headers })
}

/** @param {any} event */
async function opened(event) {
  const { url } = event.request
  /** @type {Promise<Response | null>} */
  const network = fetch(event.request).catch(() => null)
  const copy = network.then((answer) => answer?.clone())
  event.waitUntil(copy.then((answer) => answer && heed(url, answer)))
  /** @type {Promise<null>} */
  const patience = new Promise((done) => setTimeout(() => done(null), PATIENCE_MS))
  const answer = await Promise.race([network, patience])
  if (answer && answer.status < 500) return answer
  return (await kept(url)) ?? (await network) ?? Response.error()
}

/** @param {Request} request */
async function file(request) {
  return (await (await cache()).match(request.url)) ?? fetch(request)
}

/**
 * The files of the page that is open, and the page; those of the build before it go.
 * @param {string[]} files
 * @param {string} url of the page
 */
async function keep(files, url) {
  const there = await cache()
  const ours = files.filter((each) => each.startsWith(`${location.origin}${FILES}`))
  await Promise.all(ours.map(async (each) => (await there.match(each)) ?? there.add(each)))
  for (const { url: each } of await there.keys())
    if (each.startsWith(`${location.origin}${FILES}`) && !ours.includes(each)) await there.delete(each)
  if (!(await there.match(pageKey(url)))) await heed(url, await fetch(url))
}

worker.addEventListener('install', () => worker.skipWaiting())
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('message', (/** @type {any} */ event) => {
  const done = () => event.source.postMessage({ kept: true })
  event.waitUntil(keep(event.data.files, event.source.url).then(done, () => null)) // the next opening tries again
})
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { origin, pathname } = new URL(event.request.url)
  if (origin !== location.origin || event.request.method !== 'GET') return
  if (event.request.mode === 'navigate' && pathname === SCOPE) event.respondWith(opened(event))
  else if (pathname.startsWith(FILES)) event.respondWith(file(event.request))
})
