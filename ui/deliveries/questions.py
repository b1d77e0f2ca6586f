"""What is asked before deliveries are given up or all sent again, and what that means.

Read again whenever the language changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.domain.words import Language
from ui.deliveries.wording import one_line
from ui.phrases import count_in

Asked = tuple[str, str, str]
"""The question, what it means, and what the button that does it says."""


def give_up(number: int, sites: Sequence[str], language: Language) -> Asked:
    """Before so many deliveries to these sites are given up."""
    translate = QCoreApplication.translate
    one = translate("DeliveriesWindow", "Give up this delivery?")
    many = translate("DeliveriesWindow", "Give up {0} deliveries?")
    title = one if number == 1 else many.format(count_in(number, language))
    return title, _meaning(sites), translate("DeliveriesWindow", "Give up")


def give_all_up(number: int, language: Language) -> Asked:
    """Before everything that failed is given up."""
    translate = QCoreApplication.translate
    title = translate("DeliveriesWindow", "Give up everything that failed ({0})?")
    button = translate("DeliveriesWindow", "Give all up")
    return title.format(count_in(number, language)), _meaning(()), button


def retry_all(number: int, language: Language) -> Asked:
    """Before everything that failed is sent again."""
    translate = QCoreApplication.translate
    title = translate("DeliveriesWindow", "Send everything that failed ({0}) again?")
    meaning = translate(
        "DeliveriesWindow",
        "Where something was changed at a site meanwhile, what was decided here goes over it.",
    )
    button = translate("DeliveriesWindow", "Retry all")
    return title.format(count_in(number, language)), meaning, button


def _meaning(sites: Sequence[str]) -> str:
    one = one_line(sites[0]) if len(sites) == 1 else ""
    where = one or QCoreApplication.translate("DeliveriesWindow", "The site")
    meaning = QCoreApplication.translate(
        "DeliveriesWindow",
        "{0} keeps what it has, and the desk shows that again; the log keeps what was decided. "
        "This cannot be undone.",
    )
    return meaning.format(where)
