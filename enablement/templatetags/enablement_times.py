"""Times of sessions in templates."""

from django import template
from django.utils import timezone

from enablement import times

register = template.Library()


@register.simple_tag(takes_context=True)
def session_when(context, session):
    """`{% session_when session as when %}`: its When in the zone of who reads the page. A view that lists many sets
    `reader_zone` and `now` in its context; otherwise both are found out."""
    zone = context.get("reader_zone") or times.reader_zone(getattr(context.get("request"), "user", None))
    at = context.get("now") or timezone.now()
    return times.when(session, zone, at)


@register.simple_tag(takes_context=True)
def session_state(context, session):
    """planned, scheduled, live, held or cancelled."""
    return times.state_of(session, context.get("now") or timezone.now())


@register.filter
def state_label(state):
    """ "live" → "Live now"."""
    return times.STATES.get(state, state)


@register.filter
def zone_label(zone):
    """ "America/New_York" → "New York"."""
    return times.zone_label(zone)
