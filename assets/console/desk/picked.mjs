// Whom a case would be sent to: a numbered person near it, or a department by its number. Numbers stay with people
// while one is picked, however they walk. Told as `near`.

import { emit, last, on } from '../../core/store.mjs'
import { page } from '../case/page.mjs'
import { SENDABLE } from '../case/choices.mjs'

/** @type {Near} */
const NOBODY = {
  id: null,
  responders: [],
  picked: null,
  departments: false,
  department: null,
  inspector: null,
}
const near = () => last('near') ?? NOBODY

export const departments = () => page.sendable ?? []

/**
 * `fresh` with the numbers `before` gave; who is new gets a number nobody has.
 * @param {NearPerson[]} before
 * @param {NearPerson[]} fresh
 */
export function renumbered(before, fresh) {
  const numbers = new Map(before.map(({ inspector, number }) => [inspector, number]))
  const taken = new Set(fresh.flatMap(({ inspector }) => numbers.get(inspector) ?? []))
  const free = fresh.map((_, at) => at + 1).filter((number) => !taken.has(number))
  const next = () => /** @type {number} */ (free.shift()) // there are as many as people
  return fresh
    .map((person) => ({ ...person, number: numbers.get(person.inspector) ?? next() }))
    .sort((a, b) => a.number - b.number)
}

export function startPicking() {
  on('view', ({ case: id }) => id !== near().id && emit('near', { ...NOBODY, id }))
  on('detail', ({ id, detail }) => {
    if (id !== near().id || detail === null) return
    const told = SENDABLE.has(detail.case.state) ? (detail.responders ?? []) : []
    const before = near()
    const there = told.some(({ inspector }) => inspector === before.inspector)
    const held = before.picked !== null && there
    const responders = held ? renumbered(before.responders, told) : told
    emit('near', { ...before, responders, ...(held ? {} : { picked: null, inspector: null }) })
  })
}

/**
 * A number key, or a click on a number.
 * @param {number} number
 */
export function pick(number) {
  const told = near()
  if (told.departments) {
    const code = departments()[number - 1]
    if (code) emit('near', { ...told, department: code })
    return
  }
  const person = told.responders.find((one) => one.number === number)
  if (person) emit('near', { ...told, picked: number, inspector: person.inspector })
}

export function toggleDepartments() {
  const told = near()
  emit('near', { ...told, departments: !told.departments, department: null, picked: null, inspector: null })
}

/** Back to nobody; false when nobody was picked. */
export function unpick() {
  const told = near()
  if (told.picked === null && !told.departments) return false
  emit('near', { ...told, picked: null, inspector: null, departments: false, department: null })
  return true
}

/** {inspector} or {department} to send to; null while nobody is picked. */
export function target() {
  const { departments: chosen, department, inspector } = near()
  if (chosen) return department ? { department } : null
  return inspector ? { inspector } : null
}
