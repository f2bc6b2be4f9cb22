// What the modules of the page tell each other. Knows no socket, no map and no panel.
//
// A handler of every topic but `frame` is called at once with the last value, if there is one, and then with
// each new one. Values are shared: read them, never change them. Typed arrays of a frame are views of its bytes;
// copy what must outlive the call.
//
//  topic    value
//  ------   -----------------------------------------------------------------------------------------------------
//  route    {code, from, how}            the area asked for; how: 'load' | 'go' | 'back'; at once, before any data.
//           {code, from, how, trouble}   the same when the area cannot be shown: trouble is a sentence; the page
//                                        stays where it was and the address goes back to it.
//  area     the payload of /api/areas/<code>/map as it came: {code, level, name, name_en, edition, position, km2,
//           path, counts, bounds, children, grids}. Comes before the first frame of the area.
//  frame    decoded (frames.mjs): {snapshot, epoch, room, sequence, at, newest, redisAge, gatewayAge, heartbeat,
//           catchingUp, people, moved, looks, names, gone, hidden, grids, state}; only frames of the room shown, in order.
//  state    {code, at, snapshot, changed: Set of keys, state} after each frame that carries state. `state` is whole
//           (merged): {counters, tiles, direct, hours, cases (newest first), calls, people_seen, before,
//           kinds, cameras, camera_list},
//           about: between a click and the first snapshot it is still the old one.
//  truth    every 500 ms and at once when the link breaks or returns: {linked, linkAge, redisAge, gatewayAge,
//           heartbeat, catchingUp, trouble, troubles, newest}; ages in ms, null = never. linkAge: since the last frame
//           came. trouble: null, 'amber' or 'red' as that frame said; troubles: [{code, since, red_at, told}, …].
//           redisAge and gatewayAge: as the last frame told them. newest: epoch ms of the newest fix here, 0 none.
//  select   {kind: 'case', id} | {kind: 'person', id, index} | {kind: 'grid', code} | {kind: null, moved?}; anyone may emit
//           it: the map zooms to a selected case, and { kind: null } (Esc) brings the person's view back.
//  refit    {}: somebody wants the whole area on the map.
//  pointed  what of the map somebody points at (map/targets.mjs), `byKey` with the keyboard; null: nothing.
//  aim      {lat, lon, asked}: where on the map the pointer is; `asked`: by its right button; null: it is elsewhere.
//  lit      code of an area below whose tile is under the pointer or has the focus, or null: the map outlines it.
//  cameras  {code, edition, running, rows, changed: 'list' | 'states'} of the area shown: rows as /api/areas/<code>/cameras
//           gives them, with the newest states; none while the camera process does not run.
//  camera   {id}: somebody wants to see this camera, large, and again later.
//  fault    an error: a frame did not fit what is here; the link asks for the whole picture.
//  city     which edition of the city the server shows, when it is another one than this page's.
//  outdated the build of a server that is newer than this page, on a page that does not reload by itself.
//
// On the console besides:
//
//  queue    {area, rows: Map id → row, changed: [[before | null, after], …], gone: [row, …], whole} after each telling.
//  view     {tab, q, case}: what the address says is looked at; `case` an id or null.
//  detail   {id, detail, trouble}: the answer of /api/cases/<id> about the case looked at; null until it came.
//  marks    {rows, dim}: the cases the map shows, instead of those of `state`; `dim`: ids of those that the list leaves out.
//  near     {id, responders, picked, …}: people near the case looked at, numbered; `picked` a number or null.
//  command  an entry of commander.mjs, after each of its steps.
//  seats    [{id, name, role, area}, …]: who sits at the consoles.
//  listed   {rows, narrowed, key}: the list's cases in order; `narrowed`: by a search or filters, which `key` stands for.
//  legend   {}: the plate with the meaning of marks has another size.
//  placing  {take(lat, lon)}: the next click on the map is a place; null: it is not.
//
//  notices  {level, announcements, followed}: of the whole city; for whoever works here; screens that follow them. At every
//           connection, and whenever any of it changes.
//  world    {world, notes: [[zh, en], ...]} at every connection, and whenever either changes under an open page.
//
// The server's time: `now()` in clock.mjs. Moving: `go(code)`, `up()`, `prefetch(code)` in route.mjs.
// Asking the server: `ask(event, value)` in socket.mjs. Page settings and words: page.mjs.

export const TOPICS = [
  'route',
  'area',
  'frame',
  'state',
  'truth',
  'select',
  'refit',
  'pointed',
  'lit',
  'cameras',
  'camera',
  'aim',
  'world',
  'notices',
  'warnings',
  'city',
  'outdated',
  'fault',
]
export const CONSOLE_TOPICS = [
  'queue',
  'view',
  'listed',
  'detail',
  'marks',
  'near',
  'command',
  'seats',
  'placing',
  'legend',
]

/** @param {unknown} error */
const surface = (error) =>
  queueMicrotask(() => {
    throw error
  })

/**
 * `report(error)` gets what a handler throws; by default it surfaces in the console.
 * @param {(error: unknown) => void} report
 */
export function createStore(report = surface) {
  /** @type {Map<string, Set<(value: any) => void>>} */
  const handlers = new Map([...TOPICS, ...CONSOLE_TOPICS].map((topic) => [topic, new Set()]))
  const last = new Map()

  /** @param {string} topic */
  function of(topic) {
    const set = handlers.get(topic)
    if (!set) throw new Error(`store: one of ${TOPICS.join(', ')} wanted, got ${topic}`)
    return set
  }

  // One broken panel must not silence the others.
  /**
   * @param {(value: any) => void} handler
   * @param {any} value
   */
  function call(handler, value) {
    try {
      handler(value)
    } catch (error) {
      report(error)
    }
  }

  return {
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @param {(value: Topics[T]) => void} handler
     */
    on(topic, handler) {
      of(topic).add(handler)
      if (last.has(topic)) call(handler, last.get(topic))
      return () => of(topic).delete(handler)
    },
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @param {Topics[T]} value
     */
    emit(topic, value) {
      const set = of(topic)
      if (topic !== 'frame') last.set(topic, value)
      for (const handler of set) call(handler, value)
    },
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @returns {Topics[T] | undefined}
     */
    last: (topic) => last.get(topic),
  }
}

export const { on, emit, last } = createStore()
