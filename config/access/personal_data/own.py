"""What the site itself keeps of people: the account, how they sign in, and what they did."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from config.access.audit_log import days_kept
from config.access.models import AuditEntry

from .naming import named_in, unname
from .registry import Ageing, PersonalData, columns_of, delete_rows, keep_rows, register_ageing, register_personal_data
from .usual import DELETED, NAMELESS, done, own

# What is kept of a sign-in that failed.
TRIED = ("username", "ip_address", "user_agent", "get_data", "post_data")


def register() -> None:
    kinds = (ACCOUNT, ROLES, RIGHTS, SINGLE_SIGN_ON, ADDRESSES, *ATTEMPTS, AUDIT, NAMED, HISTORY, TOLD)
    register_personal_data(*kinds, come_first=True)
    register_ageing(OLD_ENTRIES)


def about_them(user) -> QuerySet:
    """What others did to the account, or what was tried under its name."""
    nobody = Q(actor=None, actor_name=user.get_username())
    return AuditEntry.objects.exclude(actor=user).filter(nobody | named_in(user, "subject", "detail"))


def forget_their_entries(rows: QuerySet, user, name: str) -> None:
    unname(rows, user, name, "subject", "detail")
    rows.update(actor_name=name, address=None)


def forget_entries_about_them(rows: QuerySet, user, name: str) -> None:
    # Where nobody was signed in, it was the person who tried.
    rows.filter(actor=None).update(address=None)
    unname(rows, user, name, "actor_name", "subject", "detail")


def told_of_them(user) -> QuerySet:
    return LogEntry.objects.filter(named_in(user, "object_repr", "change_message"))


def forget_told(rows: QuerySet, user, name: str) -> None:
    unname(rows, user, name, "object_repr", "change_message")


def tried_by(user) -> Q:
    """Some type their address where the name belongs."""
    found = Q(username__iexact=user.get_username())
    return found | Q(username__iexact=user.email) if user.email else found


def tried_as(model, label: str) -> PersonalData:
    """Sign-ins that were counted against guessing."""
    return PersonalData(
        key=model._meta.model_name,
        label=label,
        find=lambda user: model.objects.filter(tried_by(user)),
        columns={"When": "attempt_time", "From address": "ip_address", "Browser": "user_agent"},
        fate=DELETED,
        forget=delete_rows,
        covers=columns_of(model, *TRIED),
    )


def given(model, key: str, label: str, covers: str) -> PersonalData:
    """What somebody may do, which goes with the account."""
    return PersonalData(
        key=key,
        label=label,
        find=lambda user: model.objects.filter(user=user),
        columns={"Name": "name"},
        fate="taken away",
        forget=keep_rows,
        covers=(covers,),
    )


ACCOUNT = PersonalData(
    key="account",
    label="The account: names, e-mail address, password",
    find=lambda user: get_user_model().objects.filter(pk=user.pk),
    columns={
        "User name": "username",
        "First name": "first_name",
        "Last name": "last_name",
        "E-mail address": "email",
        "Made on": "date_joined",
        "Last signed in": "last_login",
        "Open": "is_active",
    },
    fate="closed, its name and address deleted; it can't be opened again",
    forget=keep_rows,  # the account itself comes last
    covers=columns_of(get_user_model(), "username", "first_name", "last_name", "email"),
)
ROLES = given(Group, "roles", "Roles and groups", "auth.User_groups.user")
RIGHTS = given(Permission, "rights", "Rights given one by one", "auth.User_user_permissions.user")
SINGLE_SIGN_ON = own(
    "single_sign_on",
    "Single sign-on",
    SocialAccount,
    {"Provider": "provider", "Number there": "uid", "What it said": "extra_data"},
    named=("uid", "extra_data"),
)
ADDRESSES = own("addresses", "Addresses known to single sign-on", EmailAddress, {"Address": "email"}, named=("email",))
ATTEMPTS = [
    tried_as(AccessAttempt, "Wrong passwords lately"),
    tried_as(AccessFailureLog, "Sign-ins that failed"),
    tried_as(AccessLog, "Sign-ins"),
]
AUDIT = done(
    "audit_log",
    "Deeds in the audit log",
    AuditEntry,
    "actor",
    {"When": "at", "Did": "kind", "To what": "subject", "Details": "detail", "From address": "address"},
    named=("actor_name", "address"),
    fate=f"{NAMELESS}; network addresses are deleted",
    forget=forget_their_entries,
)
NAMED = PersonalData(
    key="audit_log_about",
    label="Other entries of the audit log with the name",
    find=about_them,
    columns={"When": "at", "What": "kind"},
    fate=NAMELESS,
    forget=forget_entries_about_them,
    covers=columns_of(AuditEntry, "subject", "detail"),
)
HISTORY = done(
    "changes",
    "Changes in the admin",
    LogEntry,
    "user",
    {"When": "action_time", "What kind": "content_type__model", "Number": "object_id"},
)
TOLD = PersonalData(
    key="changes_about",
    label="Changes in the admin with the name",
    find=told_of_them,
    columns={"When": "action_time", "What kind": "content_type__model"},
    fate=NAMELESS,
    forget=forget_told,
    covers=columns_of(LogEntry, "object_repr", "change_message"),
)
# What the admin's own history keeps stays as long as what it is the history of.
OLD_ENTRIES = Ageing(
    one="audit log entry",
    many="audit log entries",
    days=days_kept,
    find=lambda moment: AuditEntry.objects.filter(at__lt=moment),
    forget=lambda entries: entries.delete(),
)
