"""What Qt says for itself follows the language, and so does the locale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    Qt,
    QTranslator,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)
from pytestqt.qtbot import QtBot

from tests.ui.test_translations import QT, english_of, matcher, texts_of
from ui.translations import NAMES, Translations

KEY = Qt.Key


@pytest.fixture
def speaking(qapp: QApplication) -> Iterator[Translations]:
    yield Translations(qapp)
    Translations(qapp).use("en")


def test_qts_dialogs_speak_vietnamese(qtbot: QtBot, speaking: Translations, tmp_path: Path) -> None:
    speaking.use("vi")
    (tmp_path / "mục").mkdir()
    (tmp_path / "tệp.csv").touch()
    is_english = matcher(english_of(QT) | {each.replace("&", "") for each in english_of(QT)})
    seen: set[str] = set()
    for mode in (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave):
        dialog = QFileDialog(None, "", str(tmp_path), "Mọi tệp (*)")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        dialog.setAcceptMode(mode)
        qtbot.addWidget(dialog)
        dialog.show()
        seen |= texts_of(dialog)
        assert not sorted(filter(is_english, texts_of(dialog)))
    assert seen >= {"&Tìm trong:", "Tê&n tệp:", "&Loại tệp:", "&Mở", "&Lưu", "Hủy", "Lưu thành"}
    asking = QInputDialog()
    box = QMessageBox(QMessageBox.Icon.Warning, "", "")
    every_one = 0x0FFFFC00
    box.setStandardButtons(QMessageBox.StandardButton(every_one))
    box.setDetailedText("chi tiết")
    for other in (asking, box):
        qtbot.addWidget(other)
        other.show()
        assert not sorted(filter(is_english, texts_of(other)))
    assert {"Đồng ý", "Hủy"} <= texts_of(asking)


def test_menus_of_text_fields_speak_vietnamese(qtbot: QtBot, speaking: Translations) -> None:
    speaking.use("vi")
    line, text = QLineEdit("a"), QPlainTextEdit("a")
    for field in (line, text):
        qtbot.addWidget(field)
        said = [
            action.text().partition("\t")[0]
            for action in field.createStandardContextMenu().actions()
        ]
        assert said == [
            "&Hoàn tác",
            "&Làm lại",
            "",
            "Cắ&t",
            "&Chép",
            "&Dán",
            "Xóa",
            "",
            "Chọn tất cả",
        ]


def test_going_back_to_english_leaves_nothing_behind(
    qapp: QApplication, speaking: Translations
) -> None:
    for _ in range(3):
        speaking.use("vi")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Hủy"
        assert QCoreApplication.translate("Commands", "Approve") == "Duyệt"
        assert QLocale().name() == "vi_VN"
        assert QLocale().toString(1204) == "1.204"
        speaking.use("en")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
        assert QCoreApplication.translate("Commands", "Approve") == "Approve"
        assert QLocale().toString(1204) == "1,204"
    left = [each for each in qapp.findChildren(QTranslator) if each.objectName() in NAMES]
    assert not left


def test_another_desk_takes_the_first_ones_translators_over(
    qapp: QApplication, speaking: Translations
) -> None:
    speaking.use("vi")
    Translations(qapp).use("en")
    assert QCoreApplication.translate("Commands", "Approve") == "Approve"


def test_a_missing_translation_is_told(
    qapp: QApplication,
    speaking: Translations,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    Translations(qapp, tmp_path).use("vi")
    assert [name for name in NAMES if f"{name}.qm" in caplog.text] == list(NAMES)
    assert QCoreApplication.translate("Commands", "Approve") == "Approve"
