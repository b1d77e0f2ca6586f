"""A stand-in for a desktop with a tray: takes icons and notifications over the session's bus.

Run by test_tray_on_display; writes a line of JSON for each thing it is told.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject

WATCHER = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"
INTERFACES = f"""
<interface name="{WATCHER}">
  <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
  <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
</interface>
<interface name="{NOTIFICATIONS}">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
</interface>
"""


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Desktop(QDBusVirtualObject):
    """Answers whatever a program asks of a tray and of notifications."""

    def introspect(self, _path: str) -> str:
        return INTERFACES

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        member, arguments = message.member(), message.arguments()
        reply: list[Any] = []
        if member == "Get":
            reply = [QDBusVariant(True)]
        elif member == "RegisterStatusNotifierItem":
            tell(registered=arguments[0])
        elif member == "Notify":
            tell(title=arguments[3], words=arguments[4])
            reply = [1]
        else:
            return False
        connection.send(message.createReply(reply))
        return True


def main() -> None:
    program = QCoreApplication(sys.argv)
    bus = QDBusConnection.sessionBus()
    desktop = Desktop()
    for path in ("/StatusNotifierWatcher", "/org/freedesktop/Notifications"):
        assert bus.registerVirtualObject(path, desktop)
    for name in (WATCHER, NOTIFICATIONS):
        assert bus.registerService(name), bus.lastError().message()
    tell(ready=True)
    program.exec()


if __name__ == "__main__":
    main()
