// What a page may connect to stands in its policy, from when it was loaded. A process that has moved since, as the cameras'
// when all was started anew, can only be reached by a new page.
import { reloadOnce } from './reload.mjs'

export function reloadWhenForbidden() {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'connect-src') reloadOnce(`connect ${blockedURI}`)
  })
}
