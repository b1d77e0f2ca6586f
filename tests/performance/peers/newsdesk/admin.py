"""The changelist a newsroom would write: what it shows, filters and searches, and one action."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from tests.performance.peers.newsdesk.models import Article, Comment


@admin.action(description="Approve selected comments")
def approve(_: object, request: Any, queryset: Any) -> None:  # noqa: ANN401 - Django has no types
    """Approve, and keep an entry in the admin's log for each."""
    with transaction.atomic():
        chosen = list(queryset)
        queryset.model.objects.filter(pk__in=queryset.values("pk")).update(status="approved")
        LogEntry.objects.log_actions(request.user.pk, chosen, CHANGE, "Approved.")


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    list_display = ("short", "name", "email", "article", "status", "created_at")
    list_filter = ("status", "created_at")
    search_fields = ("text", "name", "email", "article__title")
    list_select_related = ("article",)
    list_per_page = 100
    actions = (approve,)

    @admin.display(description="text")
    def short(self, comment: Comment) -> str:
        return str(comment.text)[:200]


admin.site.register(Article)
