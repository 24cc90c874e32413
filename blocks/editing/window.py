"""The window of whatever page an edit shows."""

from blocks.editing.frame import EditFrame
from blocks.editing.page import form_modal
from blocks.editing.text_page import text_modal
from blocks.editing.too_large import too_large_modal
from blocks.kit.message import View
from oversight.editing.form.page import Page, TextPage, TooLarge


def page_window(page: Page | TextPage | TooLarge, frame: EditFrame, private_metadata: str) -> View:
    """The page as a window."""
    match page:
        case Page():
            return form_modal(page, frame, private_metadata)
        case TextPage():
            return text_modal(page, frame, private_metadata)
        case TooLarge():
            return too_large_modal(page, frame, private_metadata)
