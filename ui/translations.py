"""The language of the screen, switched without a restart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.domain.words import Language

FOLDER = Path(__file__).parents[1] / "resources" / "translations"


def system_language() -> Language:
    """Vietnamese on a Vietnamese system, else English."""
    vietnamese = QLocale.system().language() == QLocale.Language.Vietnamese
    return "vi" if vietnamese else "en"


class Translations:
    """Keeps the translator that is installed; English is the source text and needs none."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._installed: QTranslator | None = None

    def use(self, language: Language) -> None:
        """Every widget gets a LanguageChange event and says its words again."""
        if self._installed is not None:
            self._application.removeTranslator(self._installed)
            self._installed = None
        QLocale.setDefault(QLocale(language))
        if language == "vi":
            translator = QTranslator(self._application)
            if translator.load("loi_binh_vi", str(FOLDER)):
                self._application.installTranslator(translator)
                self._installed = translator
