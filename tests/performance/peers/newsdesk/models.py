"""Comments as a newsroom that uses Django's admin would keep them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

STATUSES = [(name, name) for name in ("pending", "approved", "rejected", "spam")]


class Article(models.Model):
    url = models.CharField(max_length=500, unique=True)
    title = models.CharField(max_length=500)

    def __str__(self) -> str:
        return str(self.title)


class Comment(models.Model):
    article = models.ForeignKey(Article, models.CASCADE)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True)
    name = models.CharField(max_length=1000, blank=True)
    email = models.CharField(max_length=1000, blank=True)
    ip = models.CharField(max_length=50, blank=True)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=STATUSES, default="pending")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["status", "-created_at"])]

    def __str__(self) -> str:
        return str(self.text)[:60]
