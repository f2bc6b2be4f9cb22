// What the preview is told: a screen as it hangs, with what is on the page in place of what is saved. Pure.

const ALL_DAY = 86_400 // seconds: a scene alone stays

/**
 * @param {Work} work a scene or a programme
 * @param {ArrangedRoom} room
 * @param {HungScreen} screen
 * @param {number} turns how often somebody said *next*
 * @param {string} name of the preview of a scene
 * @returns {ScreenTold}
 */
export function toldFor(work, room, screen, turns, name) {
  const { id, kind, value } = work
  const own = id || 'new'
  const scenes = kind === 'scene' ? { ...room.scenes, [own]: { id: own, ...value } } : room.scenes
  const alone = { scene: own, seconds: ALL_DAY, first: 0, last: 0, measure: '', stay: 0 }
  const steps = kind === 'scene' ? [alone] : value.steps
  return {
    screen,
    ...{ pushes: [], held: false, turns, reloads: 0, named_until: 0 },
    programme: { id: 'preview', name: kind === 'scene' ? name : value.name, steps: shown(steps, scenes) },
    scenes,
    announcements: [],
    level: room.level,
  }
}

/**
 * Those whose scene is there, as the server leaves out the others.
 * @param {ProgrammeStep[]} steps
 * @param {Record<string, ScreenScene>} scenes
 */
const shown = (steps, scenes) => steps.filter(({ scene }) => scene in scenes)
