// What the console offers for rows of a queue: {rows, levels, me, roles, now} on stdin → [[names by role] by row] on stdout.
import { readFileSync } from 'node:fs'

import { choices, wishes } from '../../../assets/console/case/choices.mjs'

const { rows, levels, me, roles, now } = JSON.parse(readFileSync(0, 'utf8'))
const offered = (row, role) => {
  const who = { me, role, levels, now }
  const names = choices(row, who)
  return [...names, ...(names.includes('return') ? wishes(row, who).map((what) => `ask_${what}`) : [])]
}
process.stdout.write(JSON.stringify(rows.map((row) => roles.map((role) => offered(row, role)))))
