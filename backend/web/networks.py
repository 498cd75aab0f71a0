"""What one visitor controls of the address space: the units by which addresses are counted."""

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


@lru_cache(maxsize=1024)
def site_of(address: str) -> str | None:
    """The IPv6 /48 around it, which holds 65,536 networks and is lent to one household or company, or to many phones of
    a carrier; None where there is none."""
    network = network_of(address)
    if not network.endswith("/64"):
        return None
    return str(ipaddress.ip_network(network).supernet(new_prefix=48))
