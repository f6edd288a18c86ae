"""A letter as a mail: text and HTML, a calendar's part, and the headers that mail programs act on."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from enablement.calendar.texts import line
from enablement.mail.letters import Letter
from enablement.mail.wanted import FIELDS, label_of, stop_token
from enablement.models import Reminder


def message_of(reminder: Reminder, letter: Letter) -> EmailMultiAlternatives:
    """The mail. Made of the same row again it has the same Message-ID, so programs show it once."""
    stop = settings.SITE_ADDRESS + reverse("enablement:stop_mail", args=[stop_token(reminder.user, reminder.kind)])
    context = letter.context | {"subject": letter.subject, "stop": stop, "group": label_of(FIELDS[reminder.kind])}
    message = EmailMultiAlternatives(
        subject=line(letter.subject),
        body=render_to_string(letter.text, context),
        to=[reminder.user.email],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers(reminder, stop),
    )
    message.attach_alternative(render_to_string(letter.html, context), "text/html")
    if letter.calendar:
        message.attach_alternative(letter.calendar.text, f"text/calendar; method={letter.calendar.method}")
    return message


def headers(reminder: Reminder, stop: str) -> dict[str, str]:
    """A name of its own that never changes, how to stop such mail with one click (RFC 8058), and that no person wrote
    it."""
    return {
        "Message-ID": f"<{reminder.message_id}@{domain()}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def domain() -> str:
    """The domain that mail comes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
