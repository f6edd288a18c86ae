"""Tells Django's admin which site to be."""

from django.contrib.admin.apps import AdminConfig


class DramatisAdminConfig(AdminConfig):
    default_site = "config.admin.DramatisAdminSite"
