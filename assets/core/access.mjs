// A server that is there but lets this page in no more: shows the page that says how to come in.
// Knows no wire but the one it is given.

const EVERY_MS = 5000 // between two questions: while the server is away, every try to connect fails

/**
 * Ask whenever `socket` (socket.io-client's) could not connect. `ask()` resolves to the status of this page.
 * @param {any} socket
 */
export function watchAccess(socket, reload = () => location.reload(), ask = askForThisPage) {
  let asked = -EVERY_MS
  socket.on('connect_error', async () => {
    if (performance.now() - asked < EVERY_MS) return
    asked = performance.now()
    if ((await ask().catch(() => 0)) === 403) reload()
  })
}

/** Led elsewhere is let in no more: to where people sign in. */
async function askForThisPage() {
  const answer = await fetch(location.href, {
    method: 'HEAD',
    headers: { accept: 'text/html' },
    cache: 'no-store',
  })
  return answer.redirected ? 403 : answer.status
}
