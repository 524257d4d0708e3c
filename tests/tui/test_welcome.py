"""The first screen of someone who has opened nothing yet."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from reader.settings import Settings
from reader.tui.app import ReaderApp, open_session
from reader.tui.screens.main import MainScreen
from reader.tui.screens.welcome import WelcomeScreen
from tests.tui.driving import PATIENCE, library


async def test_a_typed_folder_is_opened_after_one_that_is_not_there(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    settings = Settings(annotator="甲")
    app = ReaderApp(None, settings, lambda path: open_session([path], settings, None, None, None))

    def screen() -> str:
        return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.query_one(Input).value = str(tmp_path / "none")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WelcomeScreen) and "does not exist" in screen()
        app.screen.query_one(Input).value = str(root)
        await pilot.press("enter")
        waited = 0.0
        while "我区多举措保障元旦春节期间" not in screen() and waited < PATIENCE:
            await pilot.pause(0.05)
            waited += 0.05
        assert isinstance(app.screen, MainScreen) and "我区多举措保障元旦春节期间" in screen()
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Finding and going" in screen()
        await pilot.press("escape", "q")
    assert app.return_code == 0
    assert app.session is not None
    app.session.close()
