// The nearest people who can go: numbered, with travel time, age of their position, and what they have in hand. A
// phone number is shown when asked for, and that is written down.

import { word } from '../../core/page.mjs'
import { make, part, setAttribute, setText, setWhole } from '../../core/dom.mjs'
import { age } from '../../core/ages.mjs'
import { CALL_ITEM } from '../../core/contract.mjs'
import { isChinese, itemName, ofPair } from '../../core/names.mjs'
import { last } from '../../core/store.mjs'
import { page } from '../case/page.mjs'
import { phoneOf } from '../desk/api.mjs'
import { SENDABLE } from '../case/choices.mjs'
import { current } from '../desk/detail.mjs'
import { departments, pick } from '../desk/picked.mjs'
import { metres } from '../../core/numbers.mjs'
import { mayCall } from './calling.mjs'
import { heading, line, redraw } from './part.mjs'

/** @type {Map<string, string>} */
const phones = new Map() // "case inspector" → number, or why there is none

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawNear(host, record, detail) {
  const near = last('near')
  if (near?.departments && near.id === record.id) return drawDepartments(host, near.department)
  const people = SENDABLE.has(record.state) ? (detail?.responders ?? []) : []
  const picked = near?.id === record.id ? near.picked : null
  const known = people.map(({ inspector }) => phones.get(`${record.id} ${inspector}`) ?? null)
  const why = whyNobody(record, detail)
  const who = people.map(({ inspector, number }) => [inspector, number])
  redraw(host, [record.id, why, who, known], () => {
    if (why === null) return []
    const title = heading(word('near_title'))
    if (why) return [title, make('p', 'second', why)]
    title.append(fact('how'))
    return [title, ...people.map((person, at) => row(record, person, known[at]))]
  })
  if (why !== '' || !detail) return
  setWhole(part(host, 'near-how'), method(detail.method))
  const buttons = host.querySelectorAll('.person')
  people.forEach((person, at) => tell(buttons[at], person, person.number === picked))
}

/**
 * A place for a text that changes while its row stays: people walk on, and a click on one must not be lost.
 * @param {string} name
 */
function fact(name, className = 'second') {
  const node = make('span', className)
  node.dataset.part = `near-${name}` // the card has parts of such names too
  return node
}

/**
 * Why nobody stands there, in words; '' when somebody does, null when nobody is to be sent: whoever verifies reads
 * what was fed back, and who is told no ids sends nobody.
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function whyNobody(record, detail) {
  if (!SENDABLE.has(record.state) || !page.viewer.names) return null
  if (detail === null) return word('details_loading')
  if (detail.responders.length) return ''
  return word(record.lat === null ? 'near_no_place' : 'near_nobody')
}

/**
 * @param {HTMLElement} host
 * @param {string | null} chosen
 */
function drawDepartments(host, chosen) {
  redraw(host, ['departments', chosen], () => [
    heading(word('near_departments')),
    ...departments().map((code, at) => {
      const button = make('button', code === chosen ? 'person picked' : 'person')
      button.type = 'button'
      button.setAttribute('aria-pressed', String(code === chosen))
      button.addEventListener('click', () => pick(at + 1))
      button.append(
        make('kbd', 'person-number', String(at + 1)),
        make('span', 'person-name', ofPair(page.departments[code])),
      )
      return line('person-row', button)
    }),
  ])
}

/** @param {Reason} told */
const method = (told) => (isChinese() ? told.zh : told.en)

/**
 * @param {CaseRow} record
 * @param {NearPerson} person
 * @param {string | null} phone
 */
function row(record, person, phone) {
  const button = make('button', 'person')
  button.type = 'button'
  button.dataset.number = String(person.number)
  button.addEventListener('click', () => {
    pick(person.number)
    button.blur() // Enter sends now
  })
  button.append(make('kbd', 'person-number', String(person.number)), fact('name', 'person-name'))
  button.append(fact('team', 'person-team'))
  button.append(fact('about', 'person-about second'), fact('far', 'person-far second'))
  button.append(fact('time', 'person-time'))
  return line('person-row', button, ...(mayCall() ? [phonePart(record, person, phone)] : []))
}

/**
 * @param {Element} button
 * @param {NearPerson} person
 * @param {boolean} isPicked
 */
function tell(button, person, isPicked) {
  button.classList.toggle('picked', isPicked)
  setAttribute(button, 'aria-pressed', String(isPicked))
  const name = ofPair(person.name) || person.inspector
  const texts = {
    name,
    team: person.kind === 'mobile' ? word('kind_mobile') : '', // may be sent anywhere
    about: aboutOf(person, name).join(' · '),
    far: `${word(`mode_${person.mode}`)} ${metres(person.metres)}`,
    time: word('near_minutes', { n: Math.max(1, Math.round(person.seconds / 60)) }),
  }
  setAttribute(button, 'title', Object.values(texts).filter(Boolean).join('\n'))
  for (const [at, text] of Object.entries(texts)) setText(part(button, `near-${at}`), text)
}

/**
 * What matters first: one line has room for little, the rest is told on hover.
 * @param {NearPerson} person
 * @param {string} name
 */
const aboutOf = ({ kind, load, busy, age: old, accuracy, owner, inspector }, name) => [
  ...(kind === 'auxiliary' ? [word('kind_auxiliary')] : []),
  load ? busyWith(load, busy) : word('near_free'),
  ...(owner ? [word('near_owner')] : []),
  word('near_position', { age: age(old) }) + (accuracy ? ` ±${metres(accuracy)}` : ''),
  ...(inspector === name ? [] : [inspector]),
]

/**
 * @param {number} n of cases
 * @param {string | null} item of the newest, null where it is not told
 */
export function busyWith(n, item) {
  const what = item === null ? '' : itemName({ item, sos: item === CALL_ITEM })
  return word(what ? (n > 1 ? 'near_busy_more' : 'near_busy') : 'near_load', { n, what })
}

/**
 * @param {CaseRow} record
 * @param {NearPerson} person
 * @param {string | null} phone
 */
function phonePart(record, { inspector, name }, phone) {
  if (phone) return make('span', 'person-phone', phone)
  const ask = make('button', 'small-button person-ask')
  ask.type = 'button'
  ask.title = `${word('near_phone')} · ${ofPair(name) || inspector}`
  ask.setAttribute('aria-label', ask.title)
  ask.append(handset())
  ask.addEventListener('click', async () => {
    const told = await phoneOf(record.id, inspector).catch((error) => ({ phone: error.message }))
    phones.set(`${record.id} ${inspector}`, told.phone || word('near_no_phone'))
    /** @type {HTMLElement | null} */
    const host = ask.closest('[data-part=near]')
    if (host) drawNear(host, current() ?? record, last('detail')?.detail ?? null)
  })
  return ask
}

const HANDSET = 'M2 1.5 5 1l1.5 3.5L4.8 6a9 9 0 0 0 5.2 5.2l1.5-1.7L15 11l-.5 3c-7 1-13.5-5.5-12.5-12.5Z'

function handset() {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  icon.setAttribute('class', 'handset')
  icon.setAttribute('viewBox', '0 0 16 16')
  icon.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', HANDSET)
  icon.append(path)
  return icon
}
