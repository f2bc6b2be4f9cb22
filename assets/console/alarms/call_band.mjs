// The band at a desk: it names the caller and whoever is on the way, and opens the call. Key O opens the gravest, then
// the next.
import { PAGE_KEYS } from '../../core/contract.mjs'
import { word } from '../../core/page.mjs'
import { ofPair } from '../../core/names.mjs'
import { on } from '../../core/store.mjs'
import { mountBand } from '../../panels/band.mjs'
import { closeDialog } from '../../panels/dialogs.mjs'
import { sentTo } from '../case/words.mjs'
import { row } from '../desk/socket.mjs'
import { look, view } from '../desk/view.mjs'

const KEY = Object.keys(PAGE_KEYS).find((key) => PAGE_KEYS[key] === 'call') ?? ''
/** @type {ReturnType<typeof mountBand> | null} */
let band = null

/** @param {{id: string}} record */
function open({ id }) {
  closeDialog()
  look({ case: id }, true)
}

const alone = () => band === null || band.shown().length < 2 // several are buttons themselves

export function mountCallBand() {
  band = mountBand({
    who: ({ id, inspector }) => {
      const caller = row(id)?.caller
      return caller ? ofPair(caller) : (inspector ?? '')
    },
    way: ({ id }) => sentTo(row(id)?.assignment ?? null),
    button: () => ({ text: alone() ? word('band_open', { key: KEY }) : '', rests: false }),
    press: open,
    open,
  })
  on('queue', () => band?.draw()) // names come with the rows
}

export function openCall() {
  const shown = band?.shown() ?? []
  const at = shown.findIndex(({ id }) => id === view().case)
  const next = shown[(at + 1) % shown.length]
  if (next) open(next)
}
