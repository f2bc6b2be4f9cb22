// What an officer's choice does: asks what it must know, then gives the command. Knows no key and no button.

import { now } from '../../core/clock.mjs'
import { ACTS, COMMANDS, MOST_HOURS, SEAT, SEATED } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { isChinese, itemName, ofPair } from '../../core/names.mjs'
import { ask } from '../../core/socket.mjs'
import { emit, last } from '../../core/store.mjs'
import { page, who } from '../case/page.mjs'
import { choices, wishes } from '../case/choices.mjs'
import { checking } from './checking.mjs'
import { Commander } from './commander.mjs'
import { takingOver } from './taking.mjs'
import { current } from '../desk/detail.mjs'
import { draftKey, redraft } from './drafts.mjs'
import { openForm, openMenu } from './form.mjs'
import { leading } from './leading.mjs'
import { choosePlace } from './locate.mjs'
import { OVER, reaches } from './outcome.mjs'
import { target, toggleDepartments, unpick } from '../desk/picked.mjs'
import { rows } from '../desk/socket.mjs'
import { actorName, levelName, limitWords } from '../case/words.mjs'
import { usualHours } from '../case/timing.mjs'

const DAY = 86_400_000
const SEATS = new RegExp(`\\b${SEAT}\\d+\\b`, 'g')

export const commander = new Commander({ ask, changed: (entry) => emit('command', entry) })

/** @typedef {Partial<Pick<import('./form.mjs').FormParts, 'about' | 'photos' | 'other'>>} Besides */

/** @param {CaseRow | null} record */
export const allowed = (record) => (record === null ? [] : choices(record, who()))

/** @returns {FormField} */
const reason = () => ({ name: 'reason', kind: 'text', label: word('form_reason'), required: true })
/** @param {FormValues} values */
const given = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

/**
 * Ask for `fields`, then give the command with what was told; what came to nothing stands there when asked again.
 * @param {CaseRow} record
 * @param {string} what
 * @param {string} name of the act
 * @param {FormField[]} fields
 * @param {CommandData} [more]
 * @param {Besides} [besides] `about`: what else it means
 */
async function withForm(record, what, name, fields, more = {}, { about = '', ...besides } = {}) {
  const title = word(`act_${name}`)
  const form = { title, about: [aboutOf(record), about].filter(Boolean).join(' · ') }
  const values = await openForm({ ...form, fields, submit: title, ...besides })
  const entry = values && commander.give(record, what, { ...more, ...given(values) })
  if (entry) reaches(entry, OVER).then(() => entry.state !== 'done' && redraft(draftKey(form), values))
  return entry
}

/** @param {CaseRow} record */
const aboutOf = (record) => `${itemName(record)} · ${record.id}`

const takeOver = takingOver({
  ask: (record, about) => withForm(record, 'take_over', 'take_over', [reason()], {}, { about }),
  send: (record, told) => commander.give(record, 'dispatch', told),
})

/** @param {CaseRow} record */
function send(record) {
  const told = target()
  if (!told) return cannot(record, 'send', word('cannot_nobody'))
  commander.give(record, 'dispatch', told)
  unpick()
}

/** @param {CaseRow} record */
const release = (record) => withForm(record, 'release', 'release', [reason()])

/** @param {CaseRow} record */
function close(record) {
  if (!record.sos) commander.give(record, 'close')
  else
    withForm(record, 'close', 'close', [
      { name: 'note', kind: 'text', label: word('form_note'), required: true },
    ])
}

/** @param {CaseRow} record */
async function merge(record) {
  const told = last('detail')
  const duplicate = told?.id === record.id ? told.detail?.duplicates[0] : null
  if (duplicate) return mergeInto(record, duplicate.id)
  const values = await openForm({
    title: word('act_merge'),
    about: aboutOf(record),
    fields: [{ name: 'into', kind: 'line', label: word('form_into') }],
    submit: word('form_next'),
  })
  if (values) await mergeInto(record, String(values.into))
}

/**
 * The older one stays, whichever of the two is looked at, and that is asked first.
 * @param {CaseRow} record
 * @param {string} id of the other
 */
async function mergeInto(record, id) {
  const other = rows().get(id)
  const younger = other !== undefined && other.received > record.received
  const turned = younger && allowed(other).includes('merge')
  const [goes, stays] = turned ? [other, record.id] : [record, id]
  const values = await openForm({
    title: word('act_merge'),
    about: word(other && younger === turned ? 'form_merge' : 'form_merge_younger', { goes: goes.id, stays }),
    fields: [],
    submit: word('act_merge'),
  })
  if (values) commander.give(goes, 'merge', { into: stays })
}

/** @param {CaseRow} record */
async function askFor(record) {
  const options = wishes(record, who()).map((value) => ({
    value,
    text: word(`ask_${value}`),
  }))
  const what = await openMenu({ title: word('act_return'), options })
  if (!what) return
  /** @type {Record<string, FormField[]>} */
  const extra = {
    extend: [
      {
        name: 'hours',
        kind: 'hours',
        label: word('form_hours'),
        value: usualHours(record, now()),
        max: MOST_HOURS,
      },
    ],
    defer: [{ name: 'until', kind: 'until', label: word('form_until'), from: now() + DAY }],
  }
  withForm(record, 'ask', `ask_${what}`, [...(extra[what] ?? []), reason()], { what })
}

/** @param {CaseRow} record */
function sort(record) {
  const options = Object.entries(page.items).map(([value, names]) => {
    const { category, limit, urgent } = page.matters[value]
    const tail = [ofPair(category), limitWords(limit), urgent && word('tag_urgent')]
      .filter(Boolean)
      .join(' · ')
    return { value, text: `${ofPair(names)} — ${tail}` }
  })
  return withForm(record, 'sort', 'sort', [
    { name: 'item', kind: 'choice', label: word('form_item'), options },
  ])
}

/** @param {CaseRow} record */
function escalate(record) {
  const at = page.levels.indexOf(record.level)
  const above = page.levels[at < 0 ? page.levels.length - 2 : at - 1]
  return withForm(record, 'escalate', 'escalate', [
    { ...reason(), label: word('form_escalate', { level: levelName(above) }) },
  ])
}

/** @param {CaseRow} record */
const note = (record) =>
  withForm(record, 'note', 'note', [{ name: 'text', kind: 'text', label: word('form_note'), required: true }])

/** @param {CaseRow} record */
const locate = (record) => choosePlace((data) => commander.give(record, 'locate', data))

/** @type {Record<string, (record: CaseRow) => unknown>} */
const DO = {
  claim: (record) => commander.give(record, 'claim'),
  take_over: takeOver,
  acknowledge: (record) => commander.give(record, 'acknowledge'),
  send,
  departments: toggleDepartments,
  advise: (record) =>
    withForm(record, 'advise', 'advise', [{ name: 'note', kind: 'text', label: word('form_note_optional') }]),
  ...checking(withForm, {
    give: (record, what, data) => commander.give(record, what, data),
    instead: (record, name) => (allowed(record).includes(name) ? DO[name] : null),
  }),
  ...leading(withForm),
  close,
  merge,
  unmerge: (record) => commander.give(record, 'unmerge'),
  note,
  locate,
  sort,
  escalate,
  return: askFor,
  approve: (record) => commander.give(record, 'approve', { what: record.asked?.what }),
  deny: (record) =>
    withForm(
      record,
      'deny',
      'deny',
      [{ name: 'reason', kind: 'text', label: word('form_reason_optional') }],
      { what: record.asked?.what },
    ),
  withdraw: (record) => commander.give(record, 'deny', { what: record.asked?.what }),
  resume: (record) => commander.give(record, 'resume'),
  release,
  reopen: (record) => withForm(record, 'reopen', 'reopen', [reason()]),
}

/**
 * Do `name` to the case looked at, if it can be.
 * @param {string} name
 */
export function act(name) {
  const record = current()
  if (record !== null && allowed(record).includes(name)) DO[name](record)
}

/**
 * Do what a key stands for; of several, what fits first: A takes note of a call and then claims.
 * @param {string} key
 */
export function actByKey(key) {
  const record = current()
  const names = allowed(record)
  const sends = key === keyOf('send') && target() !== null // of a call that somebody else has
  const name = names.find((one) => keyOf(one) === key) ?? (sends && names.find((one) => one === 'take_over'))
  if (name) act(name)
  else if (record) cannot(record, ...whyNot(key, record))
}

/**
 * A key that can do nothing now says why.
 * @param {CaseRow} record
 * @param {string} name of the act
 * @param {string} why
 */
function cannot(record, name, why) {
  commander.refuse(record, name === 'send' ? 'send_done' : name, { zh: why, en: why })
}

/**
 * The act that a key would be, and what stands in its way.
 * @param {string} key
 * @param {CaseRow} record
 * @returns {[string, string]}
 */
function whyNot(key, record) {
  const acts = ACTS.filter((one) => one.key === key)
  const mine = acts.find(({ command }) => COMMANDS[command].roles.includes(page.viewer.role))
  if (!mine) {
    const roles = COMMANDS[acts[0].command].roles.filter((role) => SEATED.includes(role))
    return [
      acts[0].name,
      word('cannot_role', { roles: roles.map((role) => word(`role_${role}`)).join(word('place_join')) }),
    ]
  }
  const theirs = record.owner && record.owner !== page.viewer.id
  if (theirs) return [mine.name, word('cannot_owner', { owner: actorName(record.owner) })]
  const own = record.owner && COMMANDS[mine.command].when.includes('not_mine')
  return [mine.name, word(own ? 'cannot_own' : 'cannot_now')]
}

/**
 * The key of a button, "" without one.
 * @param {string} name
 */
export const keyOf = (name) => ACTS.find((one) => one.name === name)?.key ?? ''

/**
 * The sentence of a refusal in the page's language, seats by the names people call them.
 * @param {Reason | null} reason
 */
export function inWords(reason) {
  if (!reason) return ''
  return (isChinese() ? reason.zh : reason.en).replace(SEATS, actorName)
}
