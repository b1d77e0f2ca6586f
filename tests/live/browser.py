"""Debian's Chromium, without a screen, driven through its own driver."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

PATIENCE = 60
"""Seconds; long enough for a machine that has other work to do."""

_FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class Browser:
    """A browser with what a test asks of a page; readers' eyes and keys, nothing of its inside."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    def until(self, true: Callable[[], Any], seconds: float = PATIENCE) -> Any:  # noqa: ANN401
        """Wait until this is so; an element that has just been drawn anew is looked for again."""
        passing = (StaleElementReferenceException, NoSuchElementException, AssertionError)
        return WebDriverWait(self.driver, seconds, 0.05, passing).until(lambda _: true())

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """What a reader sees there, "" where there is nothing."""
        return "\n".join(each.text for each in self.all(selector))

    def until_text(self, selector: str, wanted: str) -> None:
        self.until(lambda: wanted in self.text(selector))

    def complaints(self) -> list[str]:
        """What the browser's console said since it was last asked: errors, policies violated."""
        return [str(each["message"]) for each in self.driver.get_log("browser")]

    def look(self, *, dark: bool = False, width: int = 1280, height: int = 900) -> None:
        """The size of the window, and what its reader's system prefers."""
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._devtools("Emulation.setEmulatedMedia", features=features)
        self._devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    @contextmanager
    def with_script(self, source: str) -> Iterator[None]:
        """Pages that are opened meanwhile run this before anything of their own."""
        begun = "Page.addScriptToEvaluateOnNewDocument"
        made = self.driver.execute_cdp_cmd(begun, {"source": source})
        try:
            yield
        finally:
            self._devtools("Page.removeScriptToEvaluateOnNewDocument", **made)

    def picture(self, path: Path) -> None:
        """The page as it is, down to its end, as PNG."""
        self.driver.save_screenshot(str(path))

    def _devtools(self, command: str, **values: object) -> None:
        self.driver.execute_cdp_cmd(command, values)


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A browser that knows nothing yet; `folder` is for what it keeps."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "/usr/bin/chromium"
    for flag in (*_FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(
        options, Service(shutil.which("chromedriver") or "/usr/bin/chromedriver")
    )
    try:
        driver.set_page_load_timeout(PATIENCE)
        yield Browser(driver)
    finally:
        driver.quit()
