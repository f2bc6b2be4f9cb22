// Where a case stands on a map.

/**
 * Its point; of one that only names its area the middle of that; null of one whose place nobody knows.
 * @param {Pick<Case, 'lat' | 'lon' | 'about'>} record
 * @returns {LatLon | null}
 */
export function spotOf({ lat, lon, about }) {
  if (typeof lat === 'number' && typeof lon === 'number') return [lat, lon]
  return about ?? null
}
