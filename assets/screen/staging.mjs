// What stands where for what is shown: a scene as it was made, or the picture of what somebody put there. Pure.

/** @type {readonly string[]} */
const ONCE = ['map', 'tiles', 'counters', 'feed', 'chart'] // regions of the page: each is there one time

/**
 * Of a region that comes twice the second place stays empty.
 * @param {ScreenPanel[]} panels
 * @returns {StagePanel[]}
 */
function panelsOf(panels) {
  const kinds = panels.map(({ kind }) => kind)
  return panels.map((panel, at) =>
    ONCE.includes(panel.kind) && kinds.indexOf(panel.kind) < at ? { kind: 'nothing' } : { ...panel },
  )
}

/** @param {Omit<Stage, 'key'>} stage */
const keyed = (stage) => ({ key: JSON.stringify(stage), ...stage })

/**
 * @param {string} area
 * @returns {Stage}
 */
const wallOf = (area) => keyed({ layout: 'wall', panels: [], area, focus: null })

/**
 * The wall of an area, or its part of the one map that all screens of a wall without a programme show.
 * @param {HungScreen} screen
 * @param {string} area
 * @param {Stage['focus']} [focus] of such a map
 */
function wholeOf({ part, programme }, area, focus = null) {
  if (!part || programme) return wallOf(area)
  return keyed({ layout: 'part', panels: [{ kind: 'map' }], area, focus, part })
}

/**
 * @param {ScreenScene} scene
 * @param {string} area of the screen: a scene without one shows that
 * @returns {Stage}
 */
export const ofScene = (scene, area) =>
  keyed({ layout: scene.layout, panels: panelsOf(scene.panels), area: scene.area || area, focus: null })

/**
 * How far from a case its cameras may stand, metres: what a rule says, 0 for none; what a person puts there has those
 * within the city's radius, which is null, unless they said.
 * @param {Pick<ScreenPush, 'rank' | 'content'>} push
 */
const cameraRadius = ({ rank, content: { cameras_within_m: metres } }) =>
  rank === 'rule' ? metres : metres || null

/**
 * @param {Pick<ScreenPush, 'rank' | 'content'>} push
 * @param {ScreenTold} told
 * @returns {Stage}
 */
export function ofPush(push, { screen, scenes }) {
  const { kind, id, area, lat, lon } = push.content
  if (kind === 'scene') return scenes[id] ? ofScene(scenes[id], screen.area) : wallOf(area)
  if (kind === 'case') {
    const metres = cameraRadius(push)
    const near = metres === 0 ? [] : [{ kind: 'near', case: id, metres }]
    const panels = [{ kind: 'map' }, { kind: 'card', case: id }, ...near]
    return keyed({ layout: 'case', panels, area: screen.area, focus: { kind, id, area } })
  }
  if (kind === 'camera') {
    const panels = [{ kind: 'camera', cameras: [id] }]
    return keyed({ layout: 'one', panels, area: screen.area, focus: null })
  }
  if (kind === 'place') {
    /** @type {Stage['focus']} */
    const focus = { kind, lat: Number(lat), lon: Number(lon) }
    if (screen.part && !screen.programme) return wholeOf(screen, screen.area, focus)
    return keyed({ layout: 'one', panels: [{ kind: 'map' }], area: screen.area, focus })
  }
  if (kind === 'counter') {
    const panels = [{ kind: 'number', counter: id }, { kind: 'ranking', counter: id }, { kind: 'map' }]
    return keyed({ layout: 'counter', panels, area, focus: null })
  }
  return wholeOf(screen, area)
}

/**
 * @param {Showing} showing
 * @param {ScreenTold} told
 */
export function stageOf(showing, told) {
  if (showing.kind === 'push') return ofPush(showing.push, told)
  if (showing.kind === 'programme') return ofScene(showing.scene, told.screen.area)
  return wholeOf(told.screen, told.screen.area)
}
