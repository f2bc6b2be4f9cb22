// The page's facts with what a console is told besides: who sits here, and what may be chosen.

import { page as facts } from '../../core/page.mjs'

export const page = /** @type {typeof facts & ConsoleFacts} */ (facts)
