"""Where an answer leads."""

from urllib.parse import urlsplit


def leads_away(response) -> bool:
    """Whether a browser would go elsewhere: it takes backslashes for slashes and passes over what can't be seen."""
    location = response.headers.get("Location", "").translate({ord("\\"): "/", 9: None, 10: None, 13: None}).strip()
    return location.startswith("//") or urlsplit(location).netloc not in ("", "testserver")
