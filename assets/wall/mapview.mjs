// The map.

export function mountMap() {}
