"""What one visitor controls of the address space: the unit by which addresses are counted."""

import ipaddress
from functools import lru_cache


@lru_cache(maxsize=1024)
def network_of(address: str) -> str:
    """What one visitor controls: an IPv4 address, or an IPv6 /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)
