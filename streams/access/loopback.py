"""Whether a name or an address means this machine. Knows nothing else."""

import ipaddress


def is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
