// Until a command has come so far.

const EVERY_MS = 50

export const OVER = new Set(['done', 'refused', 'given_up'])

/**
 * @param {CommandEntry} entry
 * @param {Set<string>} states of which it reaches one
 * @returns {Promise<void>}
 */
export const reaches = (entry, states) =>
  new Promise((done) => {
    const look = () => (states.has(entry.state) ? done() : setTimeout(look, EVERY_MS))
    look()
  })
