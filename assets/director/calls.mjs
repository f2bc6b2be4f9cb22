// The band of calls for help on the director's page: told as on a wall, opened on the wall of the area.

import { at } from '../core/base.mjs'
import { page, word } from '../core/page.mjs'
import { mountBand } from '../panels/band.mjs'

export function mountCalls() {
  const open = (/** @type {RoomCase} */ record) =>
    location.assign(at(`/wall/${encodeURIComponent(page.scope)}?case=${encodeURIComponent(record.id)}`))
  mountBand({
    who: ({ inspector }) => (inspector ? word('band_who', { who: inspector }) : ''),
    way: () => '',
    button: () => ({ text: '', rests: true }),
    press: open,
    open,
  })
}
