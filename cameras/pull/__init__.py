"""From a camera to pictures: one kind a protocol, logins, gateways, playlists."""
