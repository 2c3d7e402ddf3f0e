"""Where a name leads, and whether a program on this machine may go there.

A feed names whatever it likes: a router, a database, a cloud's metadata. Only what
anyone on the internet could reach is read, whatever way the number is wrapped.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Resolve = Callable[[str, int], list[str]]

# A cloud's own services at a number that looks public.
_CLOUD = frozenset({IPv4Address("168.63.129.16")})
_UNICAST = ip_network("2000::/3")
# Numbers that carry an IPv4 one in their last bits: mapped, compatible, translated.
_CARRIERS = tuple(map(IPv6Network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96")))


def resolve(host: str, port: int) -> list[str]:
    """The numbers behind a name, in the system's order; raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(number: str) -> bool:
    """Whether a number is one of the open internet's, and of nothing nearer."""
    address = ip_address(number)
    if isinstance(address, IPv4Address):
        open_to_all = address.is_global and not address.is_multicast
        return open_to_all and address not in _CLOUD
    carried = _carried(address)
    if carried:
        return all(is_public(str(each)) for each in carried)
    return address in _UNICAST and address.is_global


def _carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    if any(address in carrier for carrier in _CARRIERS):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.teredo:
        return address.teredo
    return (address.sixtofour,) if address.sixtofour else ()
