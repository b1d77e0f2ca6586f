"""What each command does: the one table from a QAction's name to the desk."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.decision import Action
from ui.desk import Desk


def connect_actions(desk: Desk, others: dict[str, Callable[[], None]]) -> None:
    """Connect every command; `others` are those that open windows and files."""
    window, moderating = desk.window, desk.moderating
    queue, context = window.queue, window.context

    def mark() -> None:
        current = queue.list.current_id()
        if current is not None:
            queue.model.toggle(current)

    def in_turn(step: Callable[[], None]) -> Callable[[], None]:
        return lambda: moderating.in_turn(step)

    def beside(step: Callable[[], None]) -> Callable[[], None]:
        return lambda: _about_shown(desk, step, lambda: None)

    def reject() -> None:
        moderating.expect_rejection()
        _about_shown(desk, moderating.open_rejection, moderating.forget_rejection)

    steps: dict[str, Callable[[], None]] = {
        "approveAction": lambda: moderating.decide(Action.APPROVE),
        "rejectAction": reject,
        "spamAction": lambda: moderating.decide(Action.SPAM),
        "pendingAction": lambda: moderating.decide(Action.PENDING),
        "replyAction": beside(context.open_reply),
        "editAction": beside(context.open_edit),
        "noteAction": beside(context.open_note),
        "undoAction": desk.undo,
        "redoAction": moderating.redo,
        "nextAction": in_turn(lambda: queue.list.step(1)),
        "previousAction": in_turn(lambda: queue.list.step(-1)),
        "markAction": in_turn(mark),
        "markArticleAction": in_turn(lambda: desk.steps.then(desk.choosing.mark_article)),
        "openArticleAction": beside(context.article.ask_open),
        "writerCommentsAction": beside(desk.choosing.show_writer),
        "articleCommentsAction": beside(desk.choosing.show_article),
        "selectAllAction": in_turn(desk.mark_all),
        "clearMarksAction": in_turn(queue.model.clear_marks),
        "searchAction": window.search.take_focus,
        "keepQueueAction": desk.own.keep,
        "showNewAction": desk.show_new,
        "readArticleAction": context.article.fold_button.toggle,
    }
    for name, step in (steps | others).items():
        action = window.commands.action(name)
        action.triggered.connect(lambda _checked=False, step=step: step())
        action.setEnabled(True)
    desk.update_actions()


def _about_shown(desk: Desk, step: Callable[[], None], given_up: Callable[[], None]) -> None:
    """Do this when every decision asked for is committed and the current comment is the one shown
    at the right; `given_up` when another becomes the current one before that.

    Keys pressed meanwhile wait, since the step may ask for an answer; they are forgotten when it
    begins to take what is typed.
    """
    moderating, composer = desk.moderating, desk.window.context.composer

    def begin() -> None:
        moderating.hold()
        desk.beside.when_shown(shown, forget)

    def shown() -> None:
        step()
        moderating.release(carry_on=composer.isHidden())

    def forget() -> None:
        given_up()
        moderating.release(carry_on=False)

    moderating.in_turn(begin)
