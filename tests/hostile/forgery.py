"""States of widgets that no browser would send."""

import random
from collections.abc import Sequence

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.hostile.client import Widget

TEXTS = (
    "", "0", "-1", "999999", "NaN", "STJ", "MIR", "74005", "75017", "administrator", "true",
    "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "\x00", "é" * 9_000, "{}", "[1]",
    '{"selection": {"rows": [0, 99999], "columns": ["x"]}}', "2025-02-30", "9999-12-31",
)  # fmt: skip
NUMBERS = (0.0, -1.0, 1e308, float("nan"), float("inf"), 2**53 + 1.0, 0.5)
WHOLE = (0, 1, -1, 99, 2**31, 2**63 - 1, -(2**63))
BYTES = (b"", b"\xff" * 64, b"ARROW1\x00\x00", b"x" * 200_000)
GUESSED = (
    "preview_municipalities",
    "preview_choice",
    "filter_bar",
    "form",
    "language_of_the_visitor",
)
"""Keys of the session that are no widgets, which somebody may try to write."""

_SIGN_OUT = ("Se déconnecter", "Sign out")
_PRESSED = ("button", "download_button")
USUAL = {
    "button": "trigger_value",
    "download_button": "trigger_value",
    "dataframe": "string_value",
    "vega_lite_chart": "string_value",
    "button_group": "string_array_value",
    "checkbox": "bool_value",
    "date_input": "string_array_value",
    "multiselect": "string_array_value",
    "number_input": "double_value",
    "radio": "string_value",
    "selectbox": "string_value",
    "slider": "double_array_value",
    "text_area": "string_value",
    "text_input": "string_value",
    "time_input": "string_array_value",
}
_EVERY = tuple(
    field.name
    for field in WidgetState.DESCRIPTOR.fields
    if field.name not in ("id", "file_uploader_state_value", "chat_input_value", "arrow_value")
)


def states(chance: random.Random, widgets: Sequence[Widget]) -> tuple[WidgetState, ...]:
    """A few states: some of the kind that the widget sends, some of any other, some of no widget."""
    made = [_state(chance, chance.choice(widgets)) for _ in range(chance.randint(1, 6)) if widgets]
    buttons = [widget for widget in widgets if widget.kind in _PRESSED]
    if chance.random() < 0.97:  # signing out at once would leave nobody to attack as
        made = [state for state in made if not _signs_out(state, widgets)]
        buttons = [widget for widget in buttons if widget.label not in _SIGN_OUT]
    if buttons and chance.random() < 0.6:
        made.append(WidgetState(id=chance.choice(buttons).id, trigger_value=True))
    if chance.random() < 0.2:
        guessed = chance.choice(GUESSED)
        made.append(WidgetState(id=guessed, string_value=chance.choice(TEXTS)))
        made.append(WidgetState(id=f"$$ID-0-{guessed}", json_value='["74005"]'))
    return tuple(made)


def _signs_out(state: WidgetState, widgets: Sequence[Widget]) -> bool:
    return any(row.id == state.id and row.label in _SIGN_OUT for row in widgets)


def _state(chance: random.Random, widget: Widget) -> WidgetState:
    usual = USUAL.get(widget.kind)
    name = usual if usual and chance.random() < 0.97 else chance.choice(_EVERY)
    state = WidgetState(id=widget.id)
    text = chance.choice(widget.options or TEXTS) if chance.random() < 0.5 else chance.choice(TEXTS)
    match name:
        case "trigger_value" | "bool_value":
            setattr(state, name, chance.random() < 0.8)
        case "double_value":
            state.double_value = chance.choice(NUMBERS)
        case "int_value":
            state.int_value = chance.choice(WHOLE)
        case "double_array_value":
            state.double_array_value.data.extend(chance.choices(NUMBERS, k=chance.randint(0, 3)))
        case "int_array_value":
            state.int_array_value.data.extend(chance.choices(WHOLE[:6], k=chance.randint(0, 3)))
        case "string_array_value":
            state.string_array_value.data.extend(
                [text, *chance.choices(TEXTS, k=chance.randint(0, 1))]
            )
        case "string_trigger_value":
            state.string_trigger_value.data = text
        case "bytes_value":
            state.bytes_value = chance.choice(BYTES)
        case _:
            setattr(state, name, text)
    return state
