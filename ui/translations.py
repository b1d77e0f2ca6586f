"""The language of the screen, switched without a restart: our words, Qt's own, and the locale."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.domain.words import Language
from ui.phrases import locale_of

FOLDER = Path(__file__).parents[1] / "resources" / "translations"

NAMES = ("qtbase_vi", "loi_binh_vi")
"""Qt ships no Vietnamese: what its dialogs and menus say here was translated by us as well."""

_log = logging.getLogger(__name__)


def system_language() -> Language:
    """Vietnamese on a Vietnamese system, else English."""
    vietnamese = QLocale.system().language() == QLocale.Language.Vietnamese
    return "vi" if vietnamese else "en"


class Translations:
    """Installs and removes translators; English is the source text and needs none.

    Those installed are known by their names among the application's children, since another desk
    in the same process may have put them there.
    """

    def __init__(self, application: QApplication, folder: Path = FOLDER) -> None:
        self._application = application
        self._folder = folder

    def use(self, language: Language) -> None:
        """Every widget gets a LanguageChange event and says its words again.

        The default locale goes first: calendars, dates and numbers in Qt's widgets follow it.
        """
        QLocale.setDefault(locale_of(language))
        for translator in self._application.findChildren(QTranslator):
            if translator.objectName() in NAMES:
                self._application.removeTranslator(translator)
                translator.setParent(None)
        if language == "vi":
            for name in NAMES:
                self._install(name)

    def _install(self, name: str) -> None:
        translator = QTranslator(self._application)
        translator.setObjectName(name)
        if translator.load(name, str(self._folder)):
            self._application.installTranslator(translator)
        else:
            _log.warning("%s is missing: the screen stays English", self._folder / f"{name}.qm")


def in_english(_context: str, source: str) -> str:
    """What the screen says in English, whatever language it speaks: the source text."""
    return source


def in_vietnamese(folder: Path = FOLDER) -> Callable[[str, str], str]:
    """What the screen says in Vietnamese, whatever language it speaks, by context and source."""
    translator = QTranslator()
    translator.load(NAMES[1], str(folder))
    found = translator.translate

    def said(context: str, source: str) -> str:
        return found(context, source) or source

    return said
