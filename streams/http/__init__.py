"""An aiohttp server of ours, whatever it answers: connections, headers, what is for this machine alone."""
