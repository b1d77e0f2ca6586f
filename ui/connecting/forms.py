"""What each kind of site needs to know of the newsroom, beside its address."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import moment
from app.domain.site import SiteSettings
from app.services.moderation import NEWSROOM_NAME
from ui import theme as look
from ui.connecting.fields import Field, NumberField, SecretField
from ui.connecting.wording import for_this_program
from ui.context.wording import host_of, openable
from ui.open_question import OpenQuestion
from ui.preferences.controls import Switch
from ui.theme import Theme

USUAL_DAYS = 30
"""What Isso's `purge-after` is where nobody has changed it."""

_MOST_DAYS = 9_999


class Form(QWidget):
    """`loginEdited` when a person has changed what the login depends on."""

    kind: ClassVar[str]
    loginEdited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.secret = SecretField("siteSecret")
        self.secret.edited.connect(self.loginEdited)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(look.SPACE_4)

    @abstractmethod
    def show_settings(self, settings: SiteSettings) -> None:
        """Fill in what is known of a site."""

    @abstractmethod
    def settled(self, settings: SiteSettings) -> SiteSettings:
        """These settings with what is typed here."""

    @abstractmethod
    def login(self) -> Sequence[Field]:
        """What the login depends on, and cannot do without."""

    @abstractmethod
    def retranslate(self) -> None: ...

    def mark(self) -> None:
        """Mark a login that was refused, and give the last of it the keyboard."""
        login = self.login()
        for field in login:
            field.mark()
        login[-1].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        login[-1].edit.selectAll()

    def unmark(self) -> None:
        for field in self.login():
            field.unmark()

    def missing(self) -> Field | None:
        """The first thing that is not typed yet, of what cannot be done without."""
        return next((field for field in self.login() if not field.text()), None)

    def set_theme(self, theme: Theme) -> None:
        for field in self.login():
            field.set_theme(theme)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class WordPressForm(Form):
    """An account and a password that WordPress makes for one program; `pageWanted` when the page
    where it does that is to be looked for, and put to `ask_to_open`."""

    kind = "wordpress"
    pageWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.account = Field("siteAccount")
        self.account.edited.connect(self.loginEdited)
        self.make = QPushButton()
        self.make.setProperty("role", "link")
        self.make.setAutoDefault(False)
        self.question = OpenQuestion()
        self._page: QUrl | None = None
        below = QHBoxLayout()
        below.addWidget(self.make)
        below.addStretch(1)
        secret = QVBoxLayout()
        secret.setSpacing(look.SPACE_1)
        secret.addWidget(self.secret)
        secret.addLayout(below)
        secret.addWidget(self.question)
        self.rows.addWidget(self.account)
        self.rows.addLayout(secret)
        self.make.clicked.connect(self.pageWanted)
        self.question.confirmed.connect(self._open)
        self.question.dismissed.connect(self._put_question_away)
        self.retranslate()

    def login(self) -> Sequence[Field]:
        return (self.account, self.secret)

    def show_settings(self, settings: SiteSettings) -> None:
        self.question.hide()
        if settings.account:
            self.account.show_text(settings.account)

    def settled(self, settings: SiteSettings) -> SiteSettings:
        return replace(settings, account=self.account.text())

    def retranslate(self) -> None:
        self.account.say(
            self.tr("Account"),
            self.tr("The name it logs in with. It has to be an editor's or an administrator's."),
        )
        self.secret.say(
            self.tr("Application password"),
            self.tr(
                "Not the password one logs in with, but one that WordPress makes for this program "
                "alone. It can be taken back there at any time."
            ),
        )
        self.make.setText(self.tr("Make one in WordPress…"))
        self.question.retranslate()

    def ask_to_open(self, page: str) -> None:
        """Ask before the browser is led to where passwords are made."""
        self._page = url = openable(for_this_program(page))
        if url is None:
            self.question.refuse()
        else:
            self.question.ask(url.scheme(), host_of(url))

    @Slot()
    def _open(self) -> None:
        self._put_question_away()
        if self._page is not None:
            QDesktopServices.openUrl(self._page)

    @Slot()
    def _put_question_away(self) -> None:
        """What is made in the browser is pasted here next."""
        self.question.hide()
        next_field = self.missing() or self.secret
        next_field.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class IssoForm(Form):
    """The one password of its administration, and what it does not tell by itself."""

    kind = "isso"

    def __init__(self) -> None:
        super().__init__()
        self.name, self.address = Field("siteReplyName"), Field("siteReplyAddress")
        self.name.show_text(NEWSROOM_NAME)
        self.purges = Switch()
        self.purges.show_value(True)
        self.days = NumberField("sitePurgeDays", 1, _MOST_DAYS)
        self.days.show_value(USUAL_DAYS)
        self.purges.chosen.connect(self.days.setEnabled)
        self._after = QHBoxLayout()
        self._after.addWidget(self.days)
        self._after.addStretch(1)
        purging = QVBoxLayout()
        purging.setSpacing(look.SPACE_2)
        purging.addWidget(self.purges)
        purging.addLayout(self._after)
        signed = QHBoxLayout()
        signed.setSpacing(look.SPACE_3)
        for field in (self.name, self.address):
            signed.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.rows.addWidget(self.secret)
        self.rows.addLayout(signed)
        self.rows.addLayout(purging)
        self.retranslate()

    def login(self) -> Sequence[Field]:
        return (self.secret,)

    def show_settings(self, settings: SiteSettings) -> None:
        if settings.key:
            self.name.show_text(settings.reply_name)
            self.address.show_text(settings.reply_address)
            self.purges.show_value(bool(settings.purge_after))
            self.days.setEnabled(bool(settings.purge_after))
            self.days.show_value(settings.purge_after // moment.DAY or USUAL_DAYS)

    def settled(self, settings: SiteSettings) -> SiteSettings:
        days = self.days.value() if self.purges.button.isChecked() else 0
        return replace(
            settings,
            reply_name=self.name.text(),
            reply_address=self.address.text(),
            purge_after=days * moment.DAY,
        )

    def retranslate(self) -> None:
        self.secret.say(
            self.tr("Administration password"),
            self.tr("As it stands in Isso's own configuration, below [admin]."),
        )
        self.name.say(self.tr("Replies are signed as"), self.tr("What readers see above them."))
        self.address.say(
            self.tr("With the e-mail address"), self.tr("Readers never see it; Isso may want one.")
        )
        self.purges.say(
            self.tr("Isso deletes what nobody decides"),
            self.tr(
                "Isso does not tell after how many days (its setting purge-after; 30 where nobody "
                "has changed it). Told here, the desk says how long there is to decide."
            ),
        )
        self.days.say(self.tr("Days after which Isso deletes it"), self.tr("days"))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for field in (self.name, self.address):
            field.set_theme(theme)
        self.purges.set_theme(theme)
        self.days.measure()
        self._after.setContentsMargins(self.purges.button.before(), 0, 0, 0)


def form_of(kind: str) -> Form:
    """An empty form for a kind of site."""
    return WordPressForm() if kind == WordPressForm.kind else IssoForm()
