"""Matching a long list of job titles, in a process of its own so that its memory can be told."""

import json
import os
import resource
import subprocess
import sys
import time
from importlib.util import find_spec

from . import targets
from .job_titles import titles_met

HOW_MANY = 100_000
COLUMNS = ("job titles", "different ones", "known titles", "matched", "seconds", "CPU seconds", "MB at most")


def rows(how_many: int = HOW_MANY) -> list[list[str]]:
    """The one row of the table; none as long as nothing matches titles."""
    if find_spec("personas.titles") is None:
        print("There is no personas.titles: nothing matches job titles.", file=sys.stderr)
        return []
    command = [sys.executable, "-m", "scripts.bench.titles", str(how_many)]
    told = json.loads(subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True).stdout)
    return [
        [
            f"{how_many:,}",
            f"{told['different']:,}",
            f"{told['known']:,}",
            f"{told['matched'] / how_many:.0%}",
            targets.held(f"{told['seconds']:.1f}", told["seconds"], targets.TITLES_SECONDS),
            f"{told['cpu']:.1f}",
            targets.held(f"{told['megabytes']:.0f}", told["megabytes"], targets.TITLES_MB),
        ]
    ]


def main(how_many: int) -> None:
    """Print what matching that many titles on all cores took, as `match_titles` does it, as JSON: reading the
    catalogue counts, making the titles doesn't."""
    from .worker import set_up

    set_up()
    from personas.models import JobTitle
    from personas.titles import catalogue, parallel

    titles = list(titles_met(how_many))
    start, cpu = time.perf_counter(), sum(os.times()[:4])
    matched = sum(bool(persona) for _, persona, *_ in parallel.rows_of(titles, catalogue.load()))
    seconds = time.perf_counter() - start
    told = {"different": len(set(titles)), "known": JobTitle.objects.count(), "matched": matched}
    print(json.dumps(told | {"seconds": seconds, "cpu": sum(os.times()[:4]) - cpu, "megabytes": peak()}))


def peak() -> float:
    """The most memory that the process and its helpers held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage) * unit / 1024**2


if __name__ == "__main__":
    main(int(sys.argv[1]))
