// One camera's picture with its name, why it is here, its state and its age: honest whatever happens. Knows no
// layout and does not choose cameras.
//
//   const panel = createPanel(host, { link, camera, reason, main })
//
// fills `host` (an empty element: its size is the caller's; an enlarged panel is the same panel in a larger host)
// and answers:
//
//   show({camera, reason, main})   another camera, another reason, or the main stream instead of the sub-stream (when
//                  enlarged). What is not given stays. The picture of another camera is gone at once.
//   resized()      the host's size has changed: tells the process how wide the picture is now.
//   panel          the number in the link, also `window.gridwall.cameras()[…].panel`.
//   close()        empties `host`; nothing remains.
//
//  link    `createLink()` of link.mjs: one a page. The panel wishes for its camera there by itself.
//  camera  a row of /api/areas/<code>/cameras: {id, name, name_en, state, since, detail, …}.
//  reason  why this camera is here, in the page's language, already worded: "120 m", "pinned", a village's name.
//  main    true: the main stream.
//
// `host` gets data-camera, data-state (live, connecting, standby, frozen, lost, refused: what is shown, never more
// than what is painted) and data-at (epoch ms of the newest painted picture, "" none).
