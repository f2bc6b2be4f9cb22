// Where this server's addresses begin: behind a proxy it may answer below a path of its own. A module knows it by
// where it came from itself; outside of a browser there is none.

const { protocol, pathname } = new URL(import.meta.url)
const BASE = protocol.startsWith('http') ? pathname.slice(0, pathname.lastIndexOf('/assets/')) : ''

/**
 * What to ask for to get `path`, which begins with a slash.
 * @param {string} path
 */
export const at = (path) => BASE + path

/**
 * The other way: an address of this server as it is without such a path; null for one beside it.
 * @param {string} pathname
 */
export const inside = (pathname) => (pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : null)
