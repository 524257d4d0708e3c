"""What is left to do, with how far it is; the cursor stands on the next article that is not done."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.content import Content

from reader.messages import _
from reader.tui.queueing import Queue, Queueing
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.queue_list import QueueList
from reader.tui.widgets.tree_rows import Key
from reader.tui.widgets.virtual_list import VirtualList


class QueueScreen(Dialog[Key]):
    """Answers with the article to go to."""

    PLACE = "queue"

    def __init__(self, queueing: Queueing, following: Key | None) -> None:
        super().__init__(_("Counting what is left…"), [("Enter", _("go there")), ("Esc", _("back"))])
        self._queueing = queueing
        self._following = following
        self._list = QueueList(id="queue")

    def body(self) -> ComposeResult:
        """The list."""
        yield self._list

    def on_mount(self) -> None:
        """Count behind the list."""
        self._list.focus()
        self._count()

    @work(exclusive=True)
    async def _count(self) -> None:
        queue = await self._queueing.count(self._following)
        self.box.border_title = Content(_title(queue))
        self._list.show(queue.rows, queue.first)

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        """Answer."""
        self.dismiss(self._list.rows[event.row].key)


def _title(queue: Queue) -> str:
    if not queue.total:
        return _("There are no articles.")
    if queue.done == queue.total:
        return _("All {total} articles are done").format(total=f"{queue.total:,}")
    sentence = _("{done} of {total} articles done · {percent}%")
    percent = 100 * queue.done // queue.total
    return sentence.format(done=f"{queue.done:,}", total=f"{queue.total:,}", percent=percent)
