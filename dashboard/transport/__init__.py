"""HTTP and sockets: what goes over the wire and how, whatever it says."""
