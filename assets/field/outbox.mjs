// What was pressed and is not heard yet, kept on the phone: it outlives a lost connection and a closed page.
// Where the browser keeps nothing (some private windows), memory does, and the page says so.

const PRESSED = 'pressed'
const SENT = 'sent' // reports that were heard or refused
const SENT_KEPT = 20

/** @param {string} name */
export async function createOutbox(name) {
  const database = await open(`gridwall-field-${name}`)
  const items = database ? await run(database, PRESSED, 'readonly', (store) => store.getAll()) : []
  const sent = database ? await run(database, SENT, 'readonly', (store) => store.getAll()) : []
  /** @type {Map<string, SentReport>} */
  const reports = new Map((sent ?? []).map((/** @type {SentReport} */ item) => [item.request, item]))
  let durable = database !== null && items !== null
  const held = new Map((items ?? []).map((/** @type {Pressed} */ item) => [item.request, item]))

  /**
   * @param {(store: IDBObjectStore) => IDBRequest} act
   * @param {string} [store]
   */
  async function write(act, store = PRESSED) {
    if (!durable) return
    durable = (await run(database, store, 'readwrite', act)) !== null
  }

  return {
    get durable() {
      return durable
    },
    // in the order they were pressed
    all: () => [...held.values()].sort((a, b) => a.pressed - b.pressed),
    /** @param {Pressed} item */
    put(item) {
      held.set(item.request, item)
      return write((store) => store.put(item))
    },
    /** The newest first. */
    reports: () => [...reports.values()].sort((a, b) => b.at - a.at),
    /**
     * What became of a report; the oldest are forgotten.
     * @param {SentReport} report
     */
    async keep(report) {
      reports.set(report.request, report)
      await write((store) => store.put(report), SENT)
      for (const { request } of this.reports().slice(SENT_KEPT)) {
        reports.delete(request)
        await write((store) => store.delete(request), SENT)
      }
    },
    /** @param {string} request */
    remove(request) {
      held.delete(request)
      return write((store) => store.delete(request))
    },
  }
}

/** @param {string} name */
function open(name) {
  return new Promise((resolve) => {
    let asked
    try {
      asked = indexedDB.open(name, 2)
    } catch {
      resolve(null)
      return
    }
    asked.onupgradeneeded = () => {
      const there = asked.result.objectStoreNames
      for (const store of [PRESSED, SENT])
        if (!there.contains(store)) asked.result.createObjectStore(store, { keyPath: 'request' })
    }
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => resolve(null)
    asked.onblocked = () => resolve(null)
  })
}

// null when the browser did not do it; what it answered otherwise
/**
 * @param {IDBDatabase} database
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 */
function run(database, name, mode, act) {
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(name, mode)
      const asked = act(transaction.objectStore(name))
      transaction.oncomplete = () => resolve(asked.result ?? true)
      transaction.onerror = () => resolve(null)
      transaction.onabort = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
}
