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
        return in_turn(lambda: desk.beside.when_shown(step))

    steps: dict[str, Callable[[], None]] = {
        "approveAction": lambda: moderating.decide(Action.APPROVE),
        "rejectAction": beside(moderating.open_rejection),
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
