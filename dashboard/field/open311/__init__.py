"""Open311 GeoReport v2 with FixMyStreet's updates: what another system reports, reads and notes by a key."""
