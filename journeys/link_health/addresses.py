"""Which addresses may be asked: of hosts on the list, and on the public internet."""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
# Networks whose addresses carry one of another network inside.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)

# From host and port to the numeric addresses that it has. Raises OSError when it has none.
Resolver = Callable[[str, int], list[str]]


class Refused(Exception):
    """An address that must not be asked; the message says why in a few words."""


@dataclass(frozen=True)
class Target:
    """An address, taken apart: what to ask, of which host."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"


def target_of(url: str, allowed: Collection[str]) -> Target:
    """The parts of an address. Raises Refused unless its host is one of those allowed.

    An allowed host is “example.com” for its usual ports, “example.com:8080” for that port, “*.example.com” for any
    host below it.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, host_of(parts.hostname or "")
    except ValueError as error:
        raise Refused("It is no web address.") from error
    if parts.scheme not in PORTS:
        raise Refused("Only http and https are checked.")
    if parts.username is not None or parts.password is not None:
        raise Refused("There is a user name in it.")
    if not is_allowed(host, port, PORTS[parts.scheme], allowed):
        raise Refused("Its host isn't one that may be asked.")
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return Target(parts.scheme, host, port or PORTS[parts.scheme], quoted(path if path[0] == "/" else f"/{path}"))


def host_of(name: str) -> str:
    """The host as the internet writes it. Raises ValueError for what is none, and for numbers in disguise."""
    host = name.rstrip(".").lower()
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if not host or re.search(r"[^a-z0-9.:_-]", host):
        raise ValueError("No host.")
    if NUMERIC.fullmatch(host.rpartition(".")[2]) and ":" not in host:
        # 2130706433, 0177.0.0.1 and 0x7f.1 all mean 127.0.0.1 to somebody: only the plain form is read.
        host = str(ipaddress.IPv4Address(host))
    return host


def is_allowed(host: str, port: int | None, usual: int, allowed: Collection[str]) -> bool:
    if port is not None and port != usual:
        return f"{host}:{port}" in allowed
    return host in allowed or any(entry.startswith("*.") and host.endswith(entry[1:]) for entry in allowed)


def quoted(path: str) -> str:
    """The path as a request may hold it: without spaces, line breaks and letters that are not ASCII."""
    return "".join(
        each if "!" <= each <= "~" else "".join(f"%{byte:02X}" for byte in each.encode("utf-8", "replace"))
        for each in path
    )


def public_addresses(target: Target, resolve: Resolver) -> list[str]:
    """The numeric addresses of the host. Raises Refused as soon as one of them isn't public, OSError without any."""
    found = resolve(target.host, target.port)
    inside = [address for address in found if not is_public(address)]
    if inside:
        raise Refused("Its host leads into a private network.")
    return found


def is_public(text: str) -> bool:
    """Whether a numeric address is one of the public internet, whatever other address it may carry inside."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = carried_by(address)
    if inner is not None:
        return is_public(str(inner))
    closed = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
        getattr(address, "is_site_local", False),
    )
    return address.is_global and not any(closed)


def carried_by(address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, 6to4, Teredo, or translated."""
    if address.version == 4:
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])


def resolve_by_system(host: str, port: int) -> list[str]:
    """What the machine's own resolver says, each address once."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(row[4][0] for row in rows))
