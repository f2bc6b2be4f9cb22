// Stands in the document itself (dashboard/pages/document.py), the first thing that runs: whatever else of the page
// did not come, because the server went away while it was loaded, the page is loaded again once the server answers.
;(function () {
  const WITHIN_MS = 60_000
  const AGAIN_MS = 5000
  let lost = false // a script or a sheet, before the page stood

  const stands = () => document.body?.dataset.stands !== undefined

  function look() {
    fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
      ({ ok }) => (ok ? location.reload() : setTimeout(look, AGAIN_MS)),
      () => setTimeout(look, AGAIN_MS),
    )
  }

  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof Element && target.matches('script, [rel="stylesheet"]')) lost ||= !stands()
    },
    true,
  )
  setTimeout(() => (lost || !stands()) && look(), WITHIN_MS)
})()
