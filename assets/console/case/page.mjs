// The page's facts with what a console is told besides: who sits here, and what may be chosen.

import { now } from '../../core/clock.mjs'
import { page as facts } from '../../core/page.mjs'

export const page = /** @type {typeof facts & ConsoleFacts} */ (facts)

/** @returns {Who} */
export const who = () => ({ me: page.viewer.id, role: page.viewer.role, levels: page.levels, now: now() })
