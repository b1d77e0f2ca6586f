from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from app.domain.comment import Comment, Status
from app.domain.flag import ReasonCode
from app.domain.words import Language
from tests.ui.queue.newsroom import NOW, Shelf, comment, flag, flag_on
from ui import theme as look
from ui.jobs import Jobs
from ui.queue.delegate import CardDelegate
from ui.queue.measures import row_height
from ui.queue.model import QueueModel, Role
from ui.queue.relisting import Faded

WIDTH = 500
SPAM = "Vay nhanh không thế chấp, liên hệ zalo 0900 000 000"


@pytest.fixture
def delegate(qtbot: QtBot) -> CardDelegate:
    return CardDelegate(look.LIGHT, "vi", lambda: NOW)


def model_of(jobs: Jobs, *comments: Comment) -> QueueModel:
    model = QueueModel(jobs, Shelf(*comments).pages, "vi")
    model.set_ids(array("q", (each.id for each in comments)))
    return model


def load(model: QueueModel, jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        model.data(model.index(0, 0), Role.COMMENT)
    jobs.wait(5000)


def painted(
    delegate: CardDelegate, model: QueueModel, *, current: bool = False, focused: bool = False
) -> QImage:
    image = QImage(WIDTH, delegate.row_height(), QImage.Format.Format_RGB32)
    image.fill(QColor("magenta"))
    painter = QPainter(image)
    delegate.begin(painter)
    delegate.paint(painter, image.rect(), model.entry(0), current=current, focused=focused)
    painter.end()
    return image


def colours(image: QImage, area: QRect | None = None) -> set[str]:
    area = area or image.rect()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def chips(
    delegate: CardDelegate, subject: Comment, width: int = WIDTH, faded: Faded | None = None
) -> list[str]:
    return [chip.words.layout.text() for chip in delegate._card(subject, faded, width).chips]


def lines(delegate: CardDelegate, subject: Comment) -> list[str]:
    text = delegate._card(subject, None, WIDTH).text
    layout = text.layout
    units = layout.text().encode("utf-16-le")
    found = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
        found.append(units[start:end].decode("utf-16-le"))
    if text.ellipsis is not None:
        found[-1] = found[-1].rstrip() + "…"
    return found


def test_every_card_has_the_drawn_height(delegate: CardDelegate) -> None:
    assert delegate.row_height() == row_height()
    assert 100 <= row_height() <= 120


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK])
def test_what_is_not_loaded_is_a_skeleton(
    delegate: CardDelegate, jobs: Jobs, theme: look.Theme
) -> None:
    delegate.set_theme(theme)
    image = painted(delegate, model_of(jobs, comment(1)))
    assert theme.hairline in colours(image)
    assert theme.text not in colours(image)
    assert QColor("magenta").name() not in colours(image)


def test_the_current_card_has_its_ground_and_its_bar(
    delegate: CardDelegate, jobs: Jobs, qtbot: QtBot
) -> None:
    model = model_of(jobs, comment(1))
    load(model, jobs, qtbot)
    plain = painted(delegate, model)
    current = painted(delegate, model, current=True)
    focused = painted(delegate, model, current=True, focused=True)
    assert plain.pixelColor(0, 40).name() == look.LIGHT.pane
    assert current.pixelColor(1, 40).name() == look.LIGHT.accent
    assert current.pixelColor(200, 5).name() == look.LIGHT.selection
    assert focused != current
    assert plain.pixelColor(200, plain.height() - 1).name() == look.LIGHT.hairline


def test_the_mark_is_painted_and_found(delegate: CardDelegate, jobs: Jobs, qtbot: QtBot) -> None:
    model = model_of(jobs, comment(1))
    load(model, jobs, qtbot)
    box = QRect(16, 14, 14, 14)
    assert look.LIGHT.accent not in colours(painted(delegate, model), box)
    model.toggle(1)
    assert look.LIGHT.accent in colours(painted(delegate, model), box)
    card = QRect(0, 208, WIDTH, row_height())
    assert delegate.hits_mark(card, QPoint(23, 208 + 20))
    assert not delegate.hits_mark(card, QPoint(120, 208 + 20))
    assert not delegate.hits_mark(card, QPoint(23, 208 + 80))


def test_hits_are_lit_where_they_stand(delegate: CardDelegate, jobs: Jobs, qtbot: QtBot) -> None:
    subject = comment(
        1, text="😀 " + SPAM, flags=(flag_on(ReasonCode.WORD_LISTED, "😀 " + SPAM, "thế chấp"),)
    )
    model = model_of(jobs, subject)
    load(model, jobs, qtbot)
    assert look.LIGHT.hit in colours(painted(delegate, model))
    (hit,) = delegate._card(subject, None, WIDTH).text.hits
    metrics = delegate._measures.body_metrics
    assert hit.left() == pytest.approx(metrics.horizontalAdvance("😀 Vay nhanh không "), abs=4)
    delegate.set_search("vay zalo ")
    assert len(delegate._card(subject, None, WIDTH).text.hits) == 3
    assert look.LIGHT.hit not in colours(painted(delegate, model_of(jobs, comment(2))))


def test_a_hit_over_two_lines_and_one_behind_the_end(delegate: CardDelegate) -> None:
    text = "lời " * 60
    subject = comment(1, text=text, flags=(flag(ReasonCode.SAME_TEXT, "3", (0, 230)),))
    assert len(delegate._card(subject, None, WIDTH).text.hits) == 2
    behind = comment(2, text=text, flags=(flag(ReasonCode.SAME_TEXT, "3", (225, 230)),))
    assert delegate._card(behind, None, WIDTH).text.hits == ()


def test_two_lines_and_an_ellipsis(delegate: CardDelegate) -> None:
    assert lines(delegate, comment(1, text="Một dòng.\n\n")) == ["Một dòng."]
    first, second = lines(delegate, comment(2, text="từng lời một " * 50))
    assert first.endswith(" ")
    assert second.endswith("…")
    three = lines(delegate, comment(6, text="một hai ba bốn " * 11))
    assert len(three) == 2
    assert three[1].endswith("…")
    assert lines(delegate, comment(3, text="đ" * 30_000))[1].endswith("…")
    assert lines(delegate, comment(4, text="😀" * 300))[1].endswith("…")
    assert lines(delegate, comment(5, text="")) in ([], [""])


def test_chips_say_what_differs_gravest_first_at_most_three(delegate: CardDelegate) -> None:
    assert chips(delegate, comment(1)) == []
    assert chips(delegate, comment(2, approved=1204, revision=1)) == ["1.204 approved", "edited"]
    subject = comment(
        3,
        name="An",
        approved=2,
        flags=(
            flag(ReasonCode.FIRST_TIME),
            flag(ReasonCode.LINK_FOUND, "a"),
            flag(ReasonCode.LINK_FOUND, "b"),
            flag(ReasonCode.WORD_LISTED, "c"),
            flag(ReasonCode.SAME_TEXT, "37"),
        ),
    )
    assert chips(delegate, subject) == ["từ cấm", "liên kết", "giống 37 lời khác", "+2"]
    delegate.set_language("en")
    assert chips(delegate, subject)[0] == "listed word"
    delegate.set_status_shown(True)
    assert chips(delegate, subject)[0] == "pending"
    assert chips(delegate, subject, width=190) == ["+6"]
    assert chips(delegate, comment(4, by_newsroom=True, approved=3))[1:] == ["newsroom"]


@pytest.mark.parametrize(
    ("language", "status", "said"),
    [
        ("vi", Status.APPROVED, "Bình vừa duyệt"),
        ("en", Status.APPROVED, "Bình has just approved"),
        ("vi", Status.SPAM, "Bình vừa đánh dấu thư rác"),
        ("en", Status.REJECTED, "Bình has just rejected"),
        ("vi", Status.PENDING, "Bình vừa đưa về chờ duyệt"),
    ],
)
def test_a_faded_card_says_who_decided(
    delegate: CardDelegate, language: Language, status: Status, said: str
) -> None:
    delegate.set_language(language)
    subject = comment(1, flags=(flag(ReasonCode.FIRST_TIME),), approved=4)
    assert chips(delegate, subject, faded=Faded("Bình", status)) == [said]


def test_a_faded_card_is_paler(delegate: CardDelegate, jobs: Jobs, qtbot: QtBot) -> None:
    model = model_of(jobs, comment(1))
    load(model, jobs, qtbot)
    darkest = min(QColor(each).lightness() for each in colours(painted(delegate, model)))
    model.fade({1: Faded("Bình", Status.APPROVED)})
    faded = painted(delegate, model)
    assert min(QColor(each).lightness() for each in colours(faded)) > darkest + 60
    assert faded.pixelColor(300, 2).name() not in (look.LIGHT.pane, look.LIGHT.selection)


def test_long_names_leave_room_for_chips(delegate: CardDelegate) -> None:
    subject = comment(1, name="Công Tằng Tôn Nữ " * 9, flags=(flag(ReasonCode.FIRST_TIME),))
    card = delegate._card(subject, None, WIDTH)
    assert card.name.layout.text().endswith("…")
    assert chips(delegate, subject) == ["lần đầu"]
    assert card.chips[0].place.right() < WIDTH - 60


def test_strangers_cannot_dress_their_words_up(
    delegate: CardDelegate, jobs: Jobs, qtbot: QtBot
) -> None:
    subject = comment(
        1, name="<b>An</b>\u202e", text="<img src='file:///x'>", article="<h1>T</h1>\n\nx"
    )
    card = delegate._card(subject, None, WIDTH)
    assert card.name.layout.text() == "<b>An</b>⟨U+202E⟩"
    assert card.text.layout.text() == "<img src='file:///x'>"
    assert card.article.layout.text() == "<h1>T</h1> x"
    assert delegate._card(comment(2, name=""), None, WIDTH).name.layout.text() == "no name"
    model = model_of(jobs, comment(3, text="Z" + "\u0336" * 500, name="\u0000", article="\u202e"))
    load(model, jobs, qtbot)
    painted(delegate, model)


def test_a_card_is_laid_out_once(delegate: CardDelegate) -> None:
    subject = comment(1)
    card = delegate._card(subject, None, WIDTH)
    assert delegate._card(subject, None, WIDTH) is card
    assert delegate._card(subject, None, WIDTH + 1) is not card
    assert delegate._card(comment(1), None, WIDTH) is not card
    delegate.set_right_margin(6)
    assert delegate._card(subject, None, WIDTH).width == WIDTH - 44 - 6
    for number in range(2, 300):
        delegate._card(comment(number), None, WIDTH)
    assert len(delegate._cards) == 200


def test_high_contrast_says_with_lines_what_grounds_cannot(
    delegate: CardDelegate, jobs: Jobs, qtbot: QtBot
) -> None:
    palette = QPalette(QColor("black"))
    palette.setColor(QPalette.ColorRole.Base, QColor("black"))
    palette.setColor(QPalette.ColorRole.Text, QColor("white"))
    palette.setColor(QPalette.ColorRole.Highlight, QColor("yellow"))
    delegate.set_theme(look.high_contrast(palette))
    subject = comment(1, text=SPAM, flags=(flag_on(ReasonCode.WORD_LISTED, SPAM, "thế chấp"),))
    model = model_of(jobs, subject)
    load(model, jobs, qtbot)
    assert "#ffff00" in colours(painted(delegate, model))
    current = painted(delegate, model, current=True)
    assert current.pixelColor(250, 0).name() == "#ffff00"
    model.fade({1: Faded("Bình", Status.APPROVED)})
    assert "#ffffff" in colours(painted(delegate, model))


def test_what_is_gone_says_so(delegate: CardDelegate, jobs: Jobs, qtbot: QtBot) -> None:
    shelf = Shelf()
    shelf.missing = {1}
    model = QueueModel(jobs, shelf.pages, "vi")
    model.set_ids(array("q", [1]))
    skeleton = painted(delegate, model)
    load(model, jobs, qtbot)
    assert painted(delegate, model) != skeleton
