// Number fields, text areas, dates and times reach the server only once they are left: Streamlit has no
// `live` for them. After a pause in typing, the key that sends them is pressed on the writer's behalf, so
// that the draft on the server is never far behind.

const PAUSE = 1000; // milliseconds, as for lines of text
const KEYS = new Map([
  ["stNumberInput", { key: "Enter" }],
  ["stTextArea", { key: "Enter", ctrlKey: true }],
  ["stTimeInput", { key: "Enter" }],
  ["stDateInput", { key: "Escape" }], // closes its calendar, which sends a whole date; a popover too
]);
const pauses = new WeakMap();

function widgetOf(field, ids = [...KEYS.keys()]) {
  return field.closest?.(ids.map((id) => `[data-testid=${id}]`).join());
}

function isBlank(part) {
  return part?.hasAttribute("data-placeholder");
}

function press(field, key) {
  field.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
}

function send(field, widget) {
  if (document.activeElement !== field) return; // leaving it has sent it
  if (widget.querySelector("[data-placeholder]")) return; // half a date or a time is none yet
  press(field, KEYS.get(widget.dataset.testid));
}

function sendAfterPause({ target }) {
  const widget = widgetOf(target);
  if (!widget?.closest("[class*=st-key-entry_form-]")) return; // no draft keeps what is elsewhere
  clearTimeout(pauses.get(target));
  pauses.set(target, setTimeout(send, PAUSE, target, widget));
}

document.addEventListener("input", sendAfterPause);
// The parts of a date or of a time take what is typed for themselves: no `input` tells of it.
document.addEventListener("beforeinput", sendAfterPause, true);

// Left with its minutes blank, an hour would be shown and never sent: « 9 » says nine o'clock.
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const widget = widgetOf(target, ["stTimeInput"]);
  if (!widget || widget.contains(relatedTarget)) return;
  const [hour, minute] = ["hour", "minute"].map((part) => widget.querySelector(`[data-type=${part}]`));
  if (isBlank(hour) || !isBlank(minute)) return;
  setTimeout(press, 0, minute, { key: "Home" });
  setTimeout(press, 100, minute, { key: "Enter" });
});
