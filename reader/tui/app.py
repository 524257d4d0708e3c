"""The app: opens a library, holds the settings, and leaves the terminal as it found it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, Key, MouseDown, MouseUp, Paste
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen

from reader.annotations.corrector import Corrector
from reader.annotations.store import fallback_file, library_file, open_store
from reader.errors import ReaderError, UsageError
from reader.files import problem_of
from reader.library.catalogue import Catalogue
from reader.library.decode import shown_name, why_unread
from reader.library.discovery import library_root
from reader.library.state import State
from reader.messages import LANGUAGES, N_, _, set_language
from reader.newspaper.layout import Typesetting
from reader.settings import Settings, load, save
from reader.tui import keyboard, keymap
from reader.tui.cell_widths import CellWidths
from reader.tui.double_clicks import DoubleClicks
from reader.tui.held_keys import HeldKeys
from reader.tui.screens import browse_keys
from reader.tui.screens.main import MainScreen
from reader.tui.session import Session
from reader.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.events import CursorPosition
    from textual.filter import LineFilter

    from reader.text.typography import Typography


TURN = 0.0005
"""Seconds after which a thread that waits for its turn is given it, in place of Python's 5 ms.

A key goes through three threads; each of them would wait so long for every thread that recognises, looks words up or
compares behind the first page.
"""

WORTH_TELLING = 8 << 20
"""Bytes of annotations (some 12,000) from which on it is said that they are written when the user leaves."""


def run(paths: Sequence[Path], *, db: Path | None = None, encoding: str | None = None, limit: int | None = None) -> int:
    """Open files and folders, or the last library, and read until the user quits; returns the exit code.

    Raises:
        ReaderError: a path is not there, or there is no terminal.
    """
    settings = load()
    opened = list(paths) or list(State.last_paths())
    session = open_session(opened, settings, db, encoding, limit) if opened else None
    app = ReaderApp(session, settings, lambda path: open_session([path], settings, db, encoding, limit))
    try:
        _need_terminal()
        sys.setswitchinterval(TURN)
        app.run()
    finally:
        if app.session is not None:
            if app.session.store.bytes_to_write() > WORTH_TELLING:
                print(_("Bringing the annotations file up to date…"), file=sys.stderr, flush=True)
            app.session.close()
    return app.return_code or 0


def _need_terminal() -> None:
    """Textual draws on standard error, and without a terminal would wait for keys for ever."""
    drawn_on = sys.__stdout__ if os.name == "nt" else sys.__stderr__
    if not all(stream is not None and stream.isatty() for stream in (sys.__stdin__, drawn_on)):
        raise UsageError(
            _("The app needs a terminal, and was started without one. `reader parse` and `reader show` print instead.")
        )


def typography_of(settings: Settings) -> Typography | None:
    """How the settings want what is not as the file has it; `None` if they want nothing."""
    if not (settings.full_width or settings.spaced or settings.corner_quotes):
        return None
    from reader.text.typography import Typography

    return Typography(settings.full_width, settings.spaced, settings.corner_quotes)


def typesetting_of(settings: Settings) -> Typesetting:
    """How the settings want articles set."""
    return Typesetting(
        between_lines=settings.line_spacing,
        between_paragraphs=settings.paragraph_spacing,
        hanging=settings.hanging,
        vertical=settings.vertical,
    )


def _actions() -> type[Provider]:
    """What the command palette finds; loaded with it."""
    from reader.tui.commands import Actions

    return Actions


def open_session(
    paths: Sequence[Path], settings: Settings, db: Path | None, encoding: str | None, limit: int | None
) -> Session:
    """The library that the paths belong to, its annotations and the user's place in it.

    Raises:
        ReaderError: a path is not there, or what is there may not be looked at.
    """
    root = library_root(paths)
    state = State(root)
    catalogue = Catalogue(root, paths, encoding=encoding, limit=limit, state=state)
    try:
        store = open_store(db or library_file(root), settings.signature, fallback_file(root), later=True)
    except OSError as error:
        catalogue.close()
        path = Path(os.fsdecode(error.filename or root))
        raise ReaderError(why_unread(shown_name(path), error, path)) from error
    catalogue.corrector = Corrector(store)
    return Session(catalogue, store, state, settings.signature, [path.resolve() for path in paths])


class Notice(NamedTuple):
    """A sentence that lies over the screen for a while."""

    message: str
    title: str
    severity: SeverityLevel
    until: float
    """`time.monotonic()` when it goes."""
    markup: bool


class ReaderApp(App[None]):
    """One library on the screen, or the screen that asks for one."""

    TITLE = "reader"
    CSS_PATH = "styles/reader.tcss"
    ENABLE_COMMAND_PALETTE = True
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", N_("Every command"), show=False, priority=True, id="palette"),
        Binding("ctrl+q", "quit", N_("Quit at once"), show=False, priority=True, id="quit.at_once"),
    ]

    COMMANDS = App.COMMANDS | {_actions}

    def __init__(self, session: Session | None, settings: Settings, open_: Callable[[Path], Session]) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self._open = open_
        self.animation_level = "none"
        self.keys: keymap.Keymap = {}
        """The user's own keys."""
        self._clicks = DoubleClicks(self)
        self.held = HeldKeys(self, browse_keys.OPENING, browse_keys.OPENED_BY)
        """The keys that are under way."""
        self._notices: list[Notice] = []
        self.cell_widths = CellWidths(self)
        """How wide the terminal draws what is ambiguous."""
        for theme in THEMES:
            self.register_theme(theme)

    async def on_event(self, event: Event) -> None:
        """Let a key wait until the one before it was dealt with; take a full-width one for the plain one."""
        if isinstance(event, MouseDown | MouseUp) and not event.is_forwarded and self._clicks.take(event):
            return
        typed = isinstance(event, Key | Paste) and not event.is_forwarded
        if typed and self.held.take(event):  # type: ignore[arg-type]
            return
        if typed and isinstance(event, Key):
            event = keyboard.meant(event, self.focused)
        await super().on_event(event)
        if typed:
            self.held.sent()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; one that opens a dialog holds the keys that follow back for it."""
        self.held.acted(action if isinstance(action, str) else action[1])
        return await super().run_action(action, default_namespace, namespaces)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice; of several that say the same the last is shown alone."""
        notice = Notice(message, title, severity, time.monotonic() + (timeout or self.NOTIFICATION_TIMEOUT), markup)
        others = [one for one in self._notices if one.until > time.monotonic()]
        different = [one for one in others if one[:3] != notice[:3]]
        if different != others:
            self.clear_notifications()
            for one in different:
                self._show_notice(one)
        self._notices = [*different, notice]
        self._show_notice(notice)

    def on_notify(self, event: Notify) -> None:
        """Let nothing come up that was taken off while it was on its way."""
        one = event.notification
        if (one.message, one.title, one.severity) not in (notice[:3] for notice in self._notices):
            event.prevent_default()

    def clear_notifications(self) -> None:
        """Take all notices off."""
        self._notices = []
        super().clear_notifications()

    def hush(self) -> list[Notice]:
        """Take the notices off that would lie over a dialog; those to be shown when it is gone are given back."""
        kept = [one for one in self._notices if one.severity != "information"]
        self.clear_notifications()
        return kept

    def say_again(self, notices: Iterable[Notice]) -> None:
        """Show notices that a dialog has kept back, for as long as they are new."""
        for one in notices:
            timeout = 10.0 if one.severity == "error" else self.NOTIFICATION_TIMEOUT
            self.notify(one.message, title=one.title, severity=one.severity, timeout=timeout, markup=one.markup)

    def _show_notice(self, one: Notice) -> None:
        left = max(0.1, one.until - time.monotonic())
        super().notify(one.message, title=one.title, severity=one.severity, timeout=left, markup=one.markup)

    def get_default_screen(self) -> Screen[Any]:
        """The library; without one, the screen that asks for it."""
        if self.session is not None:
            return self._browse(self.session)
        from reader.tui.screens.welcome import WelcomeScreen

        screen = WelcomeScreen()
        # What stands for its answer: switching to the library takes it off, and Textual gives none to a first screen.
        screen._push_result_callback(self, None)
        return screen

    def on_mount(self) -> None:
        """Say what is odd about the settings and the annotations."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        else:
            sentence = _("The settings ask for the theme “{name}”, which there is not; the default is used.")
            self.notify(sentence.format(name=self.settings.theme), severity="warning", markup=False, timeout=10)
        self.theme_changed_signal.subscribe(self, lambda theme: self.remember(theme=theme.name))
        self._leave_on_signals()
        self._use_keys()
        self._tell_notices()

    def _use_keys(self) -> None:
        """Take the user's keys: those of the dialogs when the first page is painted."""
        if self.settings.keys:
            self.keys = keymap.at_first(self.settings.keys)
            self.call_after_refresh(self._check_keys)
        self.cell_widths.set(self.settings.ambiguous)

    def _check_keys(self) -> None:
        """Take the keys of the dialogs, too, and say what is wrong with any."""
        from reader.tui.screens.welcome import WelcomeScreen

        self.keys, problems = keymap.checked(self.settings.keys)
        if isinstance(self.screen, MainScreen | WelcomeScreen):
            self.screen.show_hints()
        for sentence in problems:
            self.notify(sentence, severity="warning", markup=False, timeout=10)

    def on_cursor_position(self, event: CursorPosition) -> None:
        """The terminal says where its cursor is: it was asked how wide it draws."""
        self.cell_widths.answered(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line is drawn through."""
        return (*super().get_line_filters(), *self.cell_widths.filters)

    def _browse(self, session: Session) -> MainScreen:
        session.views.typography = typography_of(self.settings)
        setting = typesetting_of(self.settings)
        return MainScreen(session, session.start_script(), self.settings.measure, setting)

    def _tell_notices(self) -> None:
        notices = (*self.session.store.notices, *self.session.word_problems) if self.session else ()
        for sentence in (self.settings.notice, *notices):
            if sentence:
                self.notify(sentence, severity="warning", markup=False, timeout=10)

    def open_library(self, path: Path) -> None:
        """Go on from the first screen to the library at a path.

        Raises:
            ReaderError: it cannot be opened.
        """
        self.session = self._open(path)
        self.switch_screen(self._browse(self.session))
        self._tell_notices()

    def _leave_on_signals(self) -> None:
        """A terminal that is closed, or a polite kill: leave as `q` does, with the status a shell expects."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
            if number is not None and os.name == "posix":
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))

    def remember(self, **changes: Any) -> None:
        """Change settings, and keep them for the next time."""
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            self.settings = settings
            self.run_worker(self._save_settings, thread=True, group="settings", exclusive=True)

    def dress(self, name: str) -> None:
        """Turn one of the settings of how texts are set to its next value."""
        from reader.tui.dressing import DRESS

        values = list(DRESS[name].values)
        value = values[(values.index(getattr(self.settings, name)) + 1) % len(values)]
        self.remember(**{name: value})
        if self.session is not None:
            self.session.views.typography = typography_of(self.settings)
        if name == "ambiguous":
            self.cell_widths.set(self.settings.ambiguous)

    def _save_settings(self) -> None:
        try:
            save(self.settings)
        except OSError as error:
            self.call_from_thread(
                self.notify,
                _("The settings could not be saved: {problem}").format(problem=problem_of(error)),
                markup=False,
            )

    def change_language(self, code: str) -> None:
        """Speak another language from now on."""
        set_language(code)
        self.remember(language=code)
        if isinstance(self.screen, MainScreen):
            self.screen.language_changed()

    @work(group="annotate")
    async def action_sign(self) -> None:
        """Ask who signs annotations."""
        from reader.tui.signing import ask

        if self.session is not None:
            await ask(self, self.session)

    def action_command_palette(self) -> None:
        """Show every command."""
        from reader.tui.commands import Commands

        if not isinstance(self.screen, Commands):
            self.push_screen(Commands(id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers besides the actions of the screen."""
        yield SystemCommand(_("Theme"), _("Colours, light and dark"), self.action_change_theme)
        if self.session is not None:
            title = _("Your name, which signs annotations")
            yield SystemCommand(title, self.session.annotator, self.action_sign)
        for code, name in LANGUAGES.items():
            title = _("Language of the interface: {name}").format(name=name)
            yield SystemCommand(title, "Language · 语言 · 語言", partial(self.change_language, code))
        yield SystemCommand(_("Quit"), _("Leave; everything is saved"), self.action_quit)
