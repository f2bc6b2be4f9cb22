// Where a dispatch's deadline stands. Time left is counted only of limits that run day and night; of office hours and
// work days the phone knows no calendar, and tells when they end.

/**
 * Which words, and what stands in them: ms to or since the deadline, or the moment itself. '' once it is done.
 * @param {Pick<FieldTask, 'step' | 'due' | 'paused' | 'continuous'>} task
 * @param {number} now
 * @returns {{key: string, ms?: number, at?: number}}
 */
export function dueOf({ step, due, paused, continuous }, now) {
  if (step === 'done') return { key: '' }
  if (paused) return { key: 'paused' }
  if (due === null) return { key: 'no_limit' }
  const late = due < now
  if (!continuous) return { key: late ? 'due_was' : 'due_at', at: due }
  return { key: late ? 'due_late' : 'due_in', ms: Math.abs(due - now) }
}
