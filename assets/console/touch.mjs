// Tells the server that the owner of the case looked at is still at it: whoever is idle loses a claim.

import { page } from './case/page.mjs'
import { touch } from './desk/socket.mjs'
import { current } from './desk/detail.mjs'

export function mountTouch() {
  const tell = () => {
    const record = current()
    if (record?.owner === page.viewer.id) touch(record.id)
  }
  for (const event of ['keydown', 'pointerdown', 'input'])
    document.addEventListener(event, tell, { passive: true })
}
