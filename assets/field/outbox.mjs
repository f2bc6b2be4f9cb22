// What was pressed and is not heard yet, kept on the phone: it outlives a lost connection and a closed page.
// Where the browser keeps nothing (some private windows), memory does, and the page says so.

const STORE = 'pressed'

/** @param {string} name */
export async function createOutbox(name) {
  const database = await open(`gridwall-field-${name}`)
  const items = database ? await run(database, 'readonly', (store) => store.getAll()) : []
  let durable = database !== null && items !== null
  const held = new Map((items ?? []).map((/** @type {Pressed} */ item) => [item.request, item]))

  /** @param {(store: IDBObjectStore) => IDBRequest} act */
  async function write(act) {
    if (!durable) return
    durable = (await run(database, 'readwrite', act)) !== null
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
      asked = indexedDB.open(name, 1)
    } catch {
      resolve(null)
      return
    }
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'request' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => resolve(null)
    asked.onblocked = () => resolve(null)
  })
}

// null when the browser did not do it; what it answered otherwise
/**
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 */
function run(database, mode, act) {
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(STORE, mode)
      const asked = act(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked.result ?? true)
      transaction.onerror = () => resolve(null)
      transaction.onabort = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
}
