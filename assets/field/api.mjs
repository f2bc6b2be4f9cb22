// Who this page is, as its address says; and the one way it asks the server. The address is a key: it goes into
// one header and nowhere else.

const TOKEN = /^[fd]-[A-Za-z0-9_-]{43}$/
const PATIENCE_MS = 20_000

/** @typedef {{method?: string, body?: BodyInit, type?: string, patience?: number, bytes?: boolean}} Options */

// behind a proxy the server may answer below a path of its own
const PAGE = /^(.*?)\/((?:field|department)\/[^/]*)(?:\/notice\/[^/]*)?\/?$/
/** Where the server's addresses begin, and whose page this is. @param {string} path */
function partsOf(path) {
  const [, base = '', whose = ''] = PAGE.exec(path) ?? []
  return { base, whose }
}

/**
 * What to ask for to get `address`, which begins with a slash, from the page at `path`.
 * @param {string} address
 */
export const at = (address, path = location.pathname) => partsOf(path).base + address

/** Of the page at `path`, without what stands below it. @param {string} path */
export const pageAt = (path) => at(`/${partsOf(path).whose}`, path)

/** @param {string} path */
export function createApi(path) {
  const last = decodeURIComponent(partsOf(path).whose.split('/')[1] ?? '')
  const token = TOKEN.test(last) ? last : null
  /** @type {Record<string, string>} */
  const head = token ? { Authorization: `Bearer ${token}` } : {}
  const fixed = fixedOf(token)

  // → {status, told}; status 0 when nothing answered. `told` is the answer's JSON, or its bytes
  /**
   * @param {string} address
   * @param {Options} [options]
   */
  async function ask(address, { method = 'GET', body, type, patience = PATIENCE_MS, bytes = false } = {}) {
    try {
      const response = await fetch(at(address, path), {
        method,
        body,
        headers: type ? { ...head, 'Content-Type': type } : head,
        cache: bytes ? 'default' : 'no-store',
        ...fixed,
        signal: AbortSignal.timeout(patience),
      })
      const told = bytes && response.ok ? await response.blob() : await response.json().catch(() => ({}))
      return { status: response.status, told, wait: Number(response.headers.get('Retry-After')) || 0 }
    } catch {
      return { status: 0, told: {}, wait: 0 }
    }
  }

  // → {status, wait}: reads an answer that does not end, piece by piece, until it breaks or is given up
  /**
   * @param {string} address
   * @param {AbortSignal} signal
   * @param {(text: string) => void} heard
   */
  async function listen(address, signal, heard) {
    let status = 0
    let wait = 0
    try {
      const response = await fetch(at(address, path), { headers: head, cache: 'no-store', ...fixed, signal })
      status = response.status
      wait = Number(response.headers.get('Retry-After')) || 0
      const reader = response.ok ? response.body?.pipeThrough(new TextDecoderStream()).getReader() : null
      for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read())
        heard(piece.value)
    } catch {
      // it broke: whoever listens begins again
    }
    return { status, wait }
  }

  return { ask, listen, linked: token !== null, name: nameOf(last) }
}

// the address is told to nobody, and one credential goes with a request: a link, or who signed in here
/** @param {string | null} token @returns {RequestInit} */
const fixedOf = (token) => ({ credentials: token ? 'omit' : 'same-origin', referrerPolicy: 'no-referrer' })

// what the phone keeps is kept apart for each link, under a name that opens nothing
/** @param {string} text */
function nameOf(text) {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ Number(letter.codePointAt(0)), 0x01000193) >>> 0
  return hash.toString(16)
}

export function requestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
