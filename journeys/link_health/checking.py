"""Whether an address opens: redirects followed by hand, each step held to the same rules."""

import http.client
import ssl
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

from journeys.models import Asset

from .addresses import Refused, Resolver, Target, public_addresses, resolve_by_system, target_of
from .requests import Answer, Dialler, ask, dial

MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
Link = Asset.Link


@dataclass(frozen=True)
class Verdict:
    """What became of a check: a state of Asset.Link, and a few words about it."""

    state: str
    note: str = ""


@dataclass
class Pace:
    """Waits so that no host is asked more often than every so many seconds."""

    seconds: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    free_at: dict[str, float] = field(default_factory=dict)

    def wait_for(self, host: str) -> None:
        now = self.clock()
        begins = max(now, self.free_at.get(host, now))
        if begins > now:
            self.sleep(begins - now)
        self.free_at[host] = begins + self.seconds


@dataclass(frozen=True)
class Checker:
    """Checks addresses of the allowed hosts. How names are resolved and connections opened are for tests to replace;
    which addresses may be connected to is not."""

    allowed: Collection[str]
    pace: Pace = field(default_factory=Pace)
    resolve: Resolver = resolve_by_system
    dialler: Dialler = dial

    def check(self, url: str) -> Verdict:
        """Ask for the address and whatever it redirects to. Raises nothing."""
        try:
            return self.followed(url)
        except Refused as error:
            return Verdict(Link.REFUSED, str(error))
        except ssl.SSLError:
            return Verdict(Link.UNREACHABLE, "Its certificate isn't right.")
        except TimeoutError:
            return Verdict(Link.UNREACHABLE, "It took too long to answer.")
        except OSError:
            return Verdict(Link.UNREACHABLE, "Nobody answers there.")
        except (http.client.HTTPException, UnicodeError, ValueError):
            return Verdict(Link.UNREACHABLE, "Its answer can't be read.")

    def followed(self, url: str) -> Verdict:
        seen = set()
        for hop in range(MOST_REDIRECTS + 1):
            target = self.target(url, hop)
            answer = self.answer(target)
            if answer.status not in REDIRECTS or not answer.location:
                return verdict_on(answer, hop)
            seen.add(url)
            url = urldefrag(urljoin(url, answer.location.strip())).url
            if url in seen:
                return Verdict(Link.BROKEN, "It redirects in a circle.")
        return Verdict(Link.BROKEN, f"It redirects more than {MOST_REDIRECTS} times.")

    def target(self, url: str, hop: int) -> Target:
        """Raises Refused, which says so when it was a redirect that led there."""
        try:
            return target_of(url, self.allowed)
        except Refused as error:
            raise Refused(f"It redirects elsewhere: {error}" if hop else str(error)) from error

    def answer(self, target: Target) -> Answer:
        """The answer to HEAD; to GET where the host doesn't like HEAD. Each is a request that waits for its turn, and
        has the name looked up and checked anew."""
        answer = self.asked("HEAD", target)
        return self.asked("GET", target) if answer.status >= 400 else answer

    def asked(self, method: str, target: Target) -> Answer:
        self.pace.wait_for(target.host)
        return ask(method, target, public_addresses(target, self.resolve), self.dialler)


def verdict_on(answer: Answer, hops: int) -> Verdict:
    """What the last answer means."""
    status = answer.status
    if 200 <= status < 300:
        return Verdict(Link.WELL, f"After {hops} redirect{'' if hops == 1 else 's'}." if hops else "")
    if status in GONE:
        return Verdict(Link.BROKEN, f"It isn't there any more ({status}).")
    if status in (401, 403):
        return Verdict(Link.UNREACHABLE, f"It asks for a sign-in, or turns programs away ({status}).")
    if status == 429 or status >= 500:
        return Verdict(Link.UNREACHABLE, f"Its host has a problem right now ({status}).")
    return Verdict(Link.BROKEN, f"Its host answers {status}.")
