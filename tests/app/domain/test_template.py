"""Filling in a template: its variables once, everything else as it stands, strangers harmlessly."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.hostile import MARKS_PER_LETTER, MAX_TEXT, hidden_characters
from app.domain.template import EXAMPLES, Values, Variable, fill, not_understood

HA = Values("Thu Hà", "Cầu Nam Sông", "An")
NOBODY = Values(" \u200b", "\n", "")
UNDERSTOOD = [f"{{{said}}}" for each in Variable for said in (each.words.vi, each.words.en)]
TEXT = st.text(st.sampled_from("{}tênmà \n\u202e<&%"), max_size=60)
VALUES = st.builds(Values, st.text(), st.text(), st.text())


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Chào {tên}, {name}!", "Chào Thu Hà, Thu Hà!"),
        ("{bài}/{article} {người duyệt}/{moderator}", "Cầu Nam Sông/Cầu Nam Sông An/An"),
        ("{TÊN} { Name } {ten} {nguoi duyet}", "Thu Hà Thu Hà Thu Hà An"),
        (unicodedata.normalize("NFD", "{tên} {bài}"), "Thu Hà Cầu Nam Sông"),
        ("{{tên}} {tên", "{Thu Hà} {tên"),
        ("{email} {} } {t\nên} 100 %s", "{email} {} } {t\nên} 100 %s"),
        ("", ""),
    ],
)
def test_variables_are_filled_and_everything_else_stays(text: str, filled: str) -> None:
    assert fill(text, HA) == filled


def test_who_gives_no_name_is_spoken_to_in_the_templates_language() -> None:
    assert fill("Chào {tên}", NOBODY) == "Chào bạn đọc"
    assert fill("Hello {name}", NOBODY) == "Hello reader"
    assert fill("{bài} {article} {người duyệt}", NOBODY) == "bài viết này this article tòa soạn"


def test_a_name_that_is_a_variable_is_a_name() -> None:
    borrowed = Values("{article}", "{tên} {moderator}", "{name}")
    assert fill("{tên}·{bài}·{moderator}", borrowed) == "{article}·{tên} {moderator}·{name}"


def test_what_strangers_hide_in_a_value_is_left_out_and_what_is_endless_is_cut() -> None:
    hostile = Values("An\u202e\x07\nBa" + "\u0301" * 50, "x" * 5_000, "\u2068Chi\u2069")
    filled = fill("{tên}|{bài}|{moderator}", hostile)
    name, article, moderator = filled.split("|")
    assert name == "An Ba" + "\u0301" * MARKS_PER_LETTER
    assert len(article) == 200
    assert article.endswith("x…")
    assert moderator == "Chi"


def test_what_is_not_understood_is_named_once() -> None:
    assert not_understood("{tên} {mail} {mail} {Bài} {a") == ("{mail}", "{")
    assert not_understood("{NAME} chào") == ()


@given(TEXT)
def test_text_without_variables_is_not_touched(text: str) -> None:
    missing = set(not_understood(text))
    if not any(known in text.casefold() for known in UNDERSTOOD):
        assert fill(text, HA) == text
    assert missing <= {text[i:j] for i in range(len(text)) for j in range(i, len(text) + 1)}


@given(
    st.lists(
        st.one_of(st.sampled_from(UNDERSTOOD), st.text(st.sampled_from("ab {}đ"))), max_size=12
    ),
    st.sampled_from(["{article}", "{tên}", "{", "}", "{{name}}", "Hà"]),
)
def test_a_value_is_never_read_again(pieces: list[str], value: str) -> None:
    """Filling with a value is filling with a mark that cannot be a variable, then putting it in."""
    text = "".join(pieces)
    marked = fill(text, Values("\ue000", "\ue000", "\ue000"))
    assert fill(text, Values(value, value, value)) == marked.replace("\ue000", value)


@given(st.sampled_from(UNDERSTOOD), VALUES)
def test_a_value_is_one_harmless_line_and_never_nothing(text: str, values: Values) -> None:
    filled = fill(text, values)
    assert filled.strip()
    assert len(filled.splitlines()) == 1
    assert hidden_characters(filled) == ()
    assert len(filled) <= 200


def test_no_filled_text_is_endless() -> None:
    assert len(fill("{tên}" * 30_000, HA)) == MAX_TEXT


def test_the_examples_say_only_what_can_be_filled_in() -> None:
    for name, text in EXAMPLES:
        assert name.vi != name.en
        for said in (text.vi, text.en):
            assert not_understood(said) == ()
            assert "Thu Hà" in fill(said, HA)
