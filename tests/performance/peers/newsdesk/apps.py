"""The peer as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class NewsdeskConfig(AppConfig):
    name = "tests.performance.peers.newsdesk"
    default_auto_field = "django.db.models.BigAutoField"
