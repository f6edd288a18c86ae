"""What enablement adds to the pages of the apps below."""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete

from config.access.endings import register_ending
from config.metrics import register_measure
from config.work_lists import register_work_list
from personas.data_version import register_versioned
from personas.history.rows import register_recoverable
from personas.panels import register_panel
from personas.saved_pages import register_saved_page
from personas.search.kinds import register_search_kind


def register() -> None:
    """Offer sessions to persona pages and the search, and have the database watch what shared pages show of them."""
    from enablement import models, personal_data
    from enablement.calendar.tokens import end_calendars
    from enablement.digest import make_digests, write_digest
    from enablement.editions import last_material_editions, note_editions_taught
    from enablement.handbook import hooks as handbook
    from enablement.mail.due import register_due
    from enablement.mail.figures import mails_by_state
    from enablement.mail.letters import register_letter
    from enablement.mail.work_list import mail_work
    from enablement.material import register_material_changes
    from enablement.panel import sessions_for
    from enablement.question_panel import questions_about
    from enablement.question_work import question_work
    from enablement.retirement import register as register_uses
    from enablement.reviews import make_reviews, write_review
    from enablement.search import series, sessions
    from enablement.services.seats import seat_given_back
    from enablement.work_lists import session_work
    from personas.models import Edition

    handbook.register()
    register_uses()
    register_ending(end_calendars)
    personal_data.register()
    shown = (
        models.Series,
        models.Series.teams.through,
        models.Series.personas.through,
        models.Session,
        models.Session.teams.through,
        models.SessionPersona,
        models.Resource,
        models.Resource.personas.through,
    )
    register_recoverable(models.Session, "persona_links", "resources")
    for model in (models.Series, models.Resource, models.Requirement):
        register_recoverable(model)
    register_panel("sessions", sessions_for, order=30, made_of=shown)
    register_letter(models.Reminder.Kind.DIGEST, write_digest)
    register_due(make_digests)
    register_letter(models.Reminder.Kind.REVIEW, write_review)
    register_due(make_reviews)
    register_due(note_editions_taught)
    register_material_changes(last_material_editions, made_of=[Edition])
    register_panel("questions", questions_about, order=35, made_of=[models.Question])
    register_saved_page("sessions", "Sessions", "enablement:list")
    register_saved_page("questions", "Questions", "enablement:questions")
    register_saved_page("rollout", "Rollout", "enablement:rollout")
    register_search_kind("sessions", "Sessions", sessions, order=56, made_of=[models.Session])
    register_search_kind("series", "Series of sessions", series, order=58, made_of=[models.Series])
    register_work_list("Enablement", session_work, order=50)
    register_work_list("Enablement", question_work, order=52)
    register_work_list("Enablement", mail_work, order=55)
    register_measure("dramatis_mails", "Mail about sessions.", "state", mails_by_state)
    post_delete.connect(seat_given_back, sender=models.Registration, dispatch_uid="enablement.seat_given_back")
    user_logged_in.connect(adopt_at_sign_in, dispatch_uid="enablement.adopt_guests")
    register_versioned(models.Question, *shown)


def adopt_at_sign_in(sender, request, user, **kwargs) -> None:
    """Whoever was a guest in sessions before they had an account finds these among theirs."""
    from enablement.services.attendance import adopt_guests

    if user.email:
        adopt_guests(user=user, by=user)
