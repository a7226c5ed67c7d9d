// Number fields and text areas reach the server only once they are left: Streamlit has no `live` for
// them. After a pause in typing, the key that sends them is pressed on the writer's behalf, so that the
// draft on the server is never far behind.

const PAUSE = 1000; // milliseconds, as for lines of text
const KEYS = new Map([
  ["stNumberInput", { key: "Enter" }],
  ["stTextArea", { key: "Enter", ctrlKey: true }],
]);
const pauses = new WeakMap();

function keyThatSends(field) {
  const widget = field.closest?.([...KEYS.keys()].map((id) => `[data-testid=${id}]`).join());
  return widget && KEYS.get(widget.dataset.testid);
}

function send(field, key) {
  if (document.activeElement !== field) return; // leaving it has sent it
  field.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
}

document.addEventListener("input", ({ target }) => {
  const key = keyThatSends(target);
  if (!key) return;
  clearTimeout(pauses.get(target));
  pauses.set(target, setTimeout(send, PAUSE, target, key));
});
