// What is edited and how it stands beside what the server has: of two who edit one thing nobody's words are lost. Pure.

/**
 * The lists of a room, by kind.
 * @type {Record<Kind, 'scenes' | 'programmes' | 'rules'>}
 */
export const LISTS = { scene: 'scenes', programme: 'programmes', rule: 'rules' }
/** @type {Kind[]} */
export const KINDS = ['scene', 'programme', 'rule']

const RULE = [
  ...['name', 'area', 'screen', 'category', 'items', 'urgent', 'sos'],
  ...['cameras_within_m', 'until', 'seconds', 'on'],
]

/** @type {Record<Kind, (held: any) => any>} */
const VALUES = {
  scene: ({ name, layout, panels, area }) => ({ name, layout, panels: panels.map(panelOf), area }),
  programme: ({ name, area, steps, draft }) => ({ name, area, steps: (draft ?? steps).map(stepOf) }),
  rule: (held) => Object.fromEntries(RULE.map((name) => [name, structuredClone(held[name])])),
}

/** @param {ScreenPanel} panel */
const panelOf = ({ kind, cameras, text }) => ({ kind, cameras: [...cameras], text })
/** @param {ProgrammeStep} step */
const stepOf = ({ scene, seconds, first, last, measure, stay }) => ({
  ...{ scene, seconds, first, last },
  ...{ measure, stay },
})

/**
 * What of a thing is edited.
 * @param {Kind} kind
 * @param {any} held
 */
export const valueOf = (kind, held) => VALUES[kind](held)

/** @param {any} value */
const text = (value) => JSON.stringify(value)

/** @param {Pick<Work, 'kind' | 'id'>} work */
export const keyOf = ({ kind, id }) => `${kind}:${id}`

/**
 * @param {Kind} kind
 * @param {{id: string, revision: number}} held
 * @returns {Work}
 */
export function opened(kind, held) {
  const value = valueOf(kind, held)
  return { kind, id: held.id, base: held.revision, from: text(value), value, told: true }
}

/**
 * @param {Kind} kind
 * @param {any} value
 * @returns {Work}
 */
export const fresh = (kind, value) => ({ kind, id: '', base: 0, from: '', value, told: false })

/** @param {Work} work */
export const isDirty = (work) => text(work.value) !== work.from

/**
 * How a work stands: *new*; *same* as what is there; *changed* on this page; *other*: somebody else has changed it too; *gone*: somebody
 * else has removed it. What only one of them changed is no quarrel: the work goes on from what is there now.
 * @param {Work} work
 * @param {any} held what the server has, if anything
 */
export function standing(work, held) {
  if (!work.id) return 'new'
  if (held) work.told = true
  if (!held && work.told) return isDirty(work) ? 'gone' : 'over'
  if (held?.revision > work.base) {
    const theirs = valueOf(work.kind, held)
    const quarrel = isDirty(work) && text(theirs) !== work.from && text(theirs) !== text(work.value)
    if (quarrel) return 'other'
    if (!isDirty(work)) work.value = theirs
    work.from = text(theirs)
    work.base = held.revision
  }
  return isDirty(work) ? 'changed' : 'same'
}

/**
 * It was saved as it stood when it was sent, at revision `base`; what was typed since is not. The server may have told of it before it
 * answered.
 * @param {Work} work
 * @param {string} id
 * @param {any} sent
 * @param {number} base
 */
export function saved(work, id, sent, base) {
  work.id = id
  if (work.base > base) return
  work.base = base + 1
  work.from = text(sent)
}

/**
 * Theirs, instead of what was typed.
 * @param {Work} work
 * @param {any} held
 */
export function take(work, held) {
  work.value = valueOf(work.kind, held)
  work.from = text(work.value)
  work.base = held.revision
}

/**
 * What was typed stays; the next save replaces theirs, of which one was told.
 * @param {Work} work
 * @param {any} held
 */
export function keep(work, held) {
  work.from = text(valueOf(work.kind, held))
  work.base = held.revision
}

/**
 * Where two values differ: [field, mine, theirs].
 * @param {any} mine
 * @param {any} theirs
 * @returns {[string, any, any][]}
 */
export const quarrels = (mine, theirs) =>
  Object.keys(mine)
    .filter((field) => text(mine[field]) !== text(theirs[field]))
    .map((field) => [field, mine[field], theirs[field]])
