// What was typed into a form that was left, or that came to nothing: a call for help must not cost it, nor a refusal.

/** @typedef {{told: FormField, node: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}[]} Fields */

/** @type {Map<string, Record<string, string>>} */
const drafts = new Map()

/** @param {{title: string, about?: string}} form */
export const draftKey = ({ title, about = '' }) => [title, about].join(' ')

/**
 * @param {string} key
 * @param {Fields} fields
 */
export function recall(key, fields) {
  for (const { told, node } of fields) {
    node.dataset.first = node.value
    node.value = drafts.get(key)?.[told.name] ?? node.value
  }
}

/**
 * @param {string} key
 * @param {Fields} fields
 */
export function keep(key, fields) {
  const typed = fields.filter(({ node }) => node.value !== node.dataset.first)
  drafts.set(key, Object.fromEntries(typed.map(({ told, node }) => [told.name, node.value])))
}

/** @param {string} key */
export const forget = (key) => drafts.delete(key)

/**
 * What was told came to nothing: it stands there again when the form is opened.
 * @param {string} key
 * @param {FormValues} values
 */
export function redraft(key, values) {
  const typed = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  drafts.set(key, Object.fromEntries(typed))
}
