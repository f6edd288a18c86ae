"""What happened besides the changes that the admin's own history keeps: sign-ins, files taken out, roles given."""

from django.conf import settings
from django.db import models

WORDS = 300


class AuditEntry(models.Model):
    """One thing that somebody did, or that was tried. It is written once and never changed; the name stays when the
    account goes, until the person is forgotten."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True)
    subject = models.CharField(max_length=WORDS, blank=True)
    detail = models.TextField(blank=True)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        verbose_name = "audit log entry"
        verbose_name_plural = "audit log"
        default_permissions = ["view"]
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.actor_name or 'Nobody'}: {self.kind} {self.subject}".strip()
