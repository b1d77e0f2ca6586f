"""Vietnamese everywhere: nothing untranslated, nothing stale, and both languages in one window."""

from __future__ import annotations

import ast
import re
import subprocess
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QSettings,
    Qt,
    QTranslator,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.domain.comment import Status
from app.domain.decision import Action
from app.domain.flag import ReasonCode
from app.domain.queue import FIXED_QUEUES
from app.domain.template import Variable
from app.domain.words import Words
from tests.ui.conftest import Driven
from tests.ui.preferences.opened import opened_by
from ui import settings
from ui.preferences.page import Place
from ui.shortcuts import COMMANDS
from ui.theme import Appearance
from ui.translations import FOLDER, Translations

ROOT = Path(__file__).parents[2]
KEY = Qt.Key
OURS = FOLDER / "loi_binh_vi.ts"
QT = FOLDER / "qtbase_vi.ts"

Message = tuple[str, str]
"""Context and source text."""

PLACES = re.compile(r"\{[^{}]*\}|%[0-9n]|\(\*[^)]*\)")


def translated(path: Path) -> dict[Message, str]:
    found: dict[Message, str] = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = message.findtext("translation", "")
    return found


def tool(name: str, *arguments: str) -> None:
    """Run one of PySide's tools, as `make translations` does."""
    command = Path(sysconfig.get_path("scripts")) / f"pyside6-{name}"
    done = subprocess.run([str(command), *arguments], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def sources() -> list[Path]:
    return sorted(path.relative_to(ROOT) for path in (ROOT / "ui").rglob("*.py"))


# The files


def test_every_text_of_the_screen_is_in_the_file(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh_vi.ts"
    tool("lupdate", "-locations", "none", *map(str, sources()), "-ts", str(fresh))
    assert translated(fresh).keys() == translated(OURS).keys(), "run: make translations"


def test_only_literal_texts_are_given_to_tr() -> None:
    """An f-string or a variable is extracted as something else, or not at all."""
    strange = []
    for path in sources():
        for call in calls(ROOT / path, "tr", "translate"):
            if name_of(call) == "translate" and len(call.args) == 1:
                continue  # a painter's
            texts = call.args[:2] if name_of(call) == "translate" else call.args[:1]
            if not all(isinstance(each, ast.Constant) for each in texts):
                strange.append(f"{path}:{call.lineno}")
    assert not strange


@pytest.mark.parametrize("path", [OURS, QT], ids=["ours", "qt"])
def test_every_text_is_translated(path: Path) -> None:
    kinds = {each.get("type") for each in ET.parse(path).getroot().iter("translation")}
    assert kinds == {None}, "unfinished or vanished"
    for key, said in translated(path).items():
        assert said.strip(), key


def places(text: str) -> list[str]:
    """What is filled in, whatever the language that names it."""
    named = {f"{{{each.words.vi}}}": f"{{{each.words.en}}}" for each in Variable}
    return sorted(named.get(place, place) for place in PLACES.findall(text))


@pytest.mark.parametrize("path", [OURS, QT], ids=["ours", "qt"])
def test_a_translation_keeps_what_the_program_needs(path: Path) -> None:
    """Places to fill, file patterns, an access key where there is one, the ellipsis, the dot."""
    for (context, source), said in translated(path).items():
        where = (context, source, said)
        assert places(source) == places(said), where
        assert source.count("·") == said.count("·"), where
        assert source.endswith(("…", "...")) == said.endswith("…"), where
        if source not in ("&OK", "OK"):
            assert source.count("&") == said.count("&"), where


@pytest.mark.parametrize("path", [OURS, QT], ids=["ours", "qt"])
def test_the_compiled_file_is_made_of_this_one(path: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    tool("lrelease", str(path), "-qm", str(fresh))
    committed, made = QTranslator(), QTranslator()
    assert committed.load(str(path.with_suffix(".qm")))
    assert made.load(str(fresh))
    for (context, source), said in translated(path).items():
        assert committed.translate(context, source) == said, "run: make translations"
        assert made.translate(context, source) == said
    assert path.with_suffix(".qm").stat().st_size == fresh.stat().st_size


# Words that carry both languages


def name_of(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and name_of(node) in names:
            yield node


def literal_words() -> Iterator[tuple[str, str, str]]:
    """Where, Vietnamese, English: of each `Words` written out with two literals."""
    for root in ("app", "ui"):
        for path in sorted((ROOT / root).rglob("*.py")):
            for call in calls(path, "Words"):
                texts = [each.value for each in call.args if isinstance(each, ast.Constant)]
                if len(texts) == 2 and any(texts):
                    vi, en = map(str, texts)
                    yield f"{path.relative_to(ROOT)}:{call.lineno}", vi, en


def test_words_say_the_same_in_both_languages() -> None:
    found = list(literal_words())
    assert len(found) > 150
    for where, vi, en in found:
        assert vi.strip(), where
        assert en.strip(), where
        assert vi != en, where
        assert places(vi) == places(en), where
        assert vi.endswith((".", "?")) == en.endswith((".", "?")), where


def test_filled_in_words_have_as_many_places_in_both_languages() -> None:
    for root in ("app", "ui"):
        for path in sorted((ROOT / root).rglob("*.py")):
            for call in calls(path, "Words"):
                parts = [each for each in call.args if isinstance(each, ast.JoinedStr)]
                filled = {
                    sum(isinstance(part, ast.FormattedValue) for part in each.values)
                    for each in parts
                }
                assert len(filled) <= 1, f"{path}:{call.lineno}"


def test_what_the_domain_names_is_told_apart_in_both_languages() -> None:
    families: tuple[list[Words], ...] = (
        [status.words for status in Status],
        [action.words for action in Action],
        [named.words for named in FIXED_QUEUES],
        [code.sentence for code in ReasonCode],
    )
    for family in families:
        assert len({words.vi for words in family}) == len(family)
        assert len({words.en for words in family}) == len(family)


# The desk


@pytest.fixture
def own_settings(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """As everywhere, but in the language asked for; afterwards the program speaks English."""
    store = QSettings("Loi Binh", "Loi Binh")
    store.clear()
    language = getattr(request, "param", "en")
    settings.save(settings.Settings("An", language, Appearance.LIGHT))
    yield
    store.clear()
    Translations(qapp).use("en")


in_vietnamese = pytest.mark.parametrize("own_settings", ["vi"], indirect=True)


def english_of(path: Path) -> set[str]:
    """The source texts, but for those that are the same, and the name of the other language."""
    found = {source for (_, source), said in translated(path).items() if said != source}
    return found - {"Tiếng Việt"}


def matcher(texts: set[str]) -> Callable[[str], bool]:
    """Whether a text is one of these, whatever stands in its places."""
    plain = {text for text in texts if not PLACES.search(text)}
    patterns = [
        re.compile(".+?".join(map(re.escape, PLACES.split(text))), re.DOTALL)
        for text in texts - plain
    ]

    def is_english(text: str) -> bool:
        return text in plain or any(pattern.fullmatch(text) for pattern in patterns)

    return is_english


def of_view(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    rows = min(model.rowCount(), 20)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(rows):
        for column in range(columns):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(index.data(role) or "")
    if isinstance(view, QTableView):
        for column in range(columns):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def texts_of(top: QWidget) -> set[str]:
    """What a window shows and tells a screen reader, as far as widgets know it."""
    found: set[str] = {top.windowTitle(), *(action.text() for action in top.actions())}
    for widget in (top, *top.findChildren(QWidget)):
        if isinstance(widget, QMenu):
            found |= {action.text() for action in widget.actions()}
        if not widget.isVisible():
            continue
        found |= {widget.accessibleName(), widget.accessibleDescription()}
        found.add(re.sub(r"</?qt>", "", widget.toolTip()))
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            found.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(row) for row in range(widget.count())}
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found |= set(of_view(widget))
    return {re.sub(r" [›▾▴]$", "", text) for text in found if text.strip()}


def top_level(driven: Driven, name: str) -> QWidget:
    """A window that was asked for, when it is there."""

    def found() -> list[QWidget]:
        every = QApplication.topLevelWidgets()
        return [each for each in every if each.objectName() == name and each.isVisible()]

    driven.until(lambda: bool(found()))
    return found()[0]


def all_english() -> Callable[[str], bool]:
    """Our texts, Qt's, and what `Words` say in English."""
    words = {en for _, _, en in literal_words()}
    return matcher(english_of(OURS) | english_of(QT) | words)


def steps_through(driven: Driven) -> Iterator[tuple[str, QWidget]]:
    """Bring the desk into each of its states; gives what to look at, while it is there."""
    window = driven.window
    yield "as opened", window
    for name, key in (("rejecting", KEY.Key_D), ("replying", KEY.Key_R)):
        driven.keys(key)
        driven.settle()
        yield name, window
        driven.keys(KEY.Key_Escape)
    for name, key in (("editing", KEY.Key_E), ("noting", KEY.Key_N)):
        driven.keys(key)
        yield name, window
        driven.keys(KEY.Key_Escape)
    driven.control(KEY.Key_A)
    driven.keys(KEY.Key_A)
    driven.until(driven.widget("bulkStrip").isVisible)
    yield "many at once", window
    driven.keys(KEY.Key_Escape)
    driven.keys(KEY.Key_Escape)
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    driven.settle()
    yield "after a decision", window
    for action, name in (
        ("paletteAction", "palette"),
        ("helpAction", "helpSheet"),
    ):
        driven.action(action).trigger()
        driven.settle()
        opened = top_level(driven, name)
        rows = opened.findChildren(QTableView)
        driven.until(lambda rows=rows: all(each.model().rowCount() for each in rows))
        yield name, opened
        opened.close()
    preferences = opened_by(driven, "preferencesAction")
    for place in Place:
        preferences.contents.stand_at(place)
        driven.settle()
        yield place.value, preferences
    preferences.close()
    driven.action("logAction").trigger()
    log = top_level(driven, "logWindow")
    table = log.findChild(QTableView, "logTable")
    assert table is not None
    driven.until(lambda: table.model().rowCount() == 1)
    driven.settle()
    yield "the log", log
    log.close()
    window.activateWindow()
    driven.until(window.isActiveWindow)
    driven.action("searchAction").trigger()
    driven.type("qqqq")
    driven.wait_rows(0)
    yield "nothing found", window


@in_vietnamese
def test_nothing_english_is_left_on_the_vietnamese_desk(driven: Driven) -> None:
    is_english = all_english()
    seen: set[str] = set()
    for state, shown in steps_through(driven):
        texts = texts_of(shown)
        seen |= texts
        assert not sorted(filter(is_english, texts)), state
    expected = {"Duyệt", "Từ chối…", "Trả lời", "Nhật ký", "HÀNG ĐỢI", "Chờ duyệt", "Cần xem kỹ"}
    assert seen >= expected
    assert seen >= {
        "TỪ CHỐI VÌ",
        "Duyệt và trả lời",
        "Đã duyệt 1 lời bình · còn 19",
        "Không tìm thấy lời bình nào.",
    }
    assert len(seen) > 120


@in_vietnamese
def test_every_command_has_a_vietnamese_name(driven: Driven) -> None:
    english = english_of(OURS)
    names = [driven.action(command.name).text() for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert not set(names) & english


def without_numbers(texts: set[str]) -> set[str]:
    """Ages go on while one looks."""
    return {text for text in texts if not re.search(r"\d", text)}


def test_one_window_changes_its_language_both_ways(driven: Driven) -> None:
    is_english = all_english()
    english = without_numbers(texts_of(driven.window))
    assert {"Approve", "QUEUES", "Pending", "newest first", "Log", "Tiếng Việt"} <= english
    driven.action("languageAction").trigger()
    driven.until(lambda: driven.action("approveAction").text() == "Duyệt")
    driven.settle()
    vietnamese = texts_of(driven.window)
    assert {"Duyệt", "HÀNG ĐỢI", "Chờ duyệt", "mới nhất trước", "Nhật ký", "English"} <= vietnamese
    assert not sorted(filter(is_english, vietnamese))
    driven.keys(KEY.Key_A)
    driven.wait_said("^Đã duyệt 1 lời bình · còn 19$")
    assert "Hoàn tác · Ctrl+Z" in texts_of(driven.window)
    driven.action("languageAction").trigger()
    driven.until(lambda: driven.action("approveAction").text() == "Approve")
    driven.keys(KEY.Key_Z)
    driven.wait_said("^Undone: 1 comment$")
    driven.wait_rows(20)
    driven.wait_beside()
    now = without_numbers(texts_of(driven.window))
    assert now - {"Undone: 1 comment"} == english


def test_an_open_log_changes_its_language_with_the_desk(driven: Driven) -> None:
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    driven.action("logAction").trigger()
    log = top_level(driven, "logWindow")
    driven.until(lambda: "1 entry" in texts_of(log))
    driven.action("languageAction").trigger()
    driven.until(lambda: "1 dòng" in texts_of(log))
    assert log.windowTitle() == "Nhật ký"
    assert not sorted(filter(all_english(), texts_of(log)))
    driven.action("languageAction").trigger()
    driven.until(lambda: "1 entry" in texts_of(log))
