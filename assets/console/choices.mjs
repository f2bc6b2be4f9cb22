// What may be done to a case as it stands, by this seat: which buttons a card shows and which keys do something. A
// first look only: the server decides, and says what stands in the way. Pure.

import { ended } from '../core/case_status.mjs'
import { calling } from './rank.mjs'

export const SENDABLE = new Set(['new', 'dispatched', 'handling'])
const AGAIN = new Set(['closed', 'void', 'advised'])

/** Names of choices in the order of the buttons; the first is the usual next step. */
export function choices(row, { me, role, levels }) {
  if (AGAIN.has(row.state)) return ['reopen', 'note']
  if (row.state === 'merged') return ['unmerge']
  if (ended(row)) return ['note']
  if (row.unfiled) return ['acknowledge'] // which is refused, and says why
  const free = !row.owner
  const ours = free || row.owner === me
  const found = []
  if (calling(row)) found.push('acknowledge')
  if (row.asked) found.push(...(row.asked.by === me ? ['withdraw'] : ['approve', 'deny']))
  if (free && !calling(row)) found.push('claim')
  if (ours && SENDABLE.has(row.state)) found.push('send', 'departments')
  if (ours && row.state === 'fed_back') found.push('verify', 'fail')
  if (row.owner === me && (row.state === 'verified' || (row.sos && !calling(row) && row.state === 'new')))
    found.push('close')
  if (ours && row.state === 'new' && !row.sos) found.push('advise')
  if (row.paused && row.owner === me) found.push('resume')
  if (row.owner === me && !row.asked) found.push('return')
  if (ours && row.level !== levels[0]) found.push('escalate')
  if (row.owner === me || (row.owner && role !== 'officer')) found.push('release')
  found.push('note', 'locate', 'sort', 'merge')
  return found
}
