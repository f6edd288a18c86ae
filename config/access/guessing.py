"""How wrong passwords are counted: by name and address, and by address alone."""

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum


class Guesses(AxesDatabaseHandler):
    """Holds back an address from which too many wrong passwords came, for whatever names: somebody tries one password
    on everybody. A name that gets in takes its own wrong ones with it, so those of an office who mistyped don't add
    up, and nobody can wipe out what was tried under other names. Who is held back isn't counted any further."""

    def is_locked(self, request, credentials=None) -> bool:
        if super().is_locked(request, credentials):
            return True
        request.is_from_held_address = is_held(request)
        return request.is_from_held_address


def is_held(request) -> bool:
    most, address = settings.WRONG_SIGN_INS_PER_ADDRESS, request.axes_ip_address
    if not (most and address):
        return False
    lately = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=get_cool_off_threshold(request))
    return (lately.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0) >= most
