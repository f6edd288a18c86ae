"""The twelve persona colours: which one a persona has when nobody chose one."""

import zlib

COLOURS = 12


def colour_for(slug: str) -> int:
    """A number from 1 to 12 that depends on the slug alone, so that lists, charts, avatars and print agree."""
    return zlib.crc32(slug.encode()) % COLOURS + 1
