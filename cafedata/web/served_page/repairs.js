// Mends what Streamlit and Vega tell wrongly to a screen reader or to a phone's keyboard.

const REPAIRS = [
  // Streamlit puts divisions between a list of pages and its items: read them as the links that they are.
  ["[data-testid=stSidebarNavItems]", "role", "none"],
  ["[data-testid=stSidebarNavItems] li", "role", "none"],
  // A chart is read by its finding and its table: Vega names marks and axes in English, by our columns.
  [".vega-embed svg > g", "aria-hidden", "true"],
  // All that is counted here is whole: the telephone's figures, without signs or point.
  ["[data-testid=stNumberInputField]:not([step*='.'])", "inputmode", "numeric"],
];

// Put aside, the menu stands beside the screen: the keyboard must not wander there.
const MENU = "[data-testid=stSidebar]";
const MENU_STATE = "data-collapsed";

// What is laid over the page, a list or a box, lies outside of the application and would not know its theme.
const APPLICATION = "[data-testid=stApp]";

function followTheme(application) {
  const follow = () => (document.body.style.colorScheme = getComputedStyle(application).colorScheme);
  new MutationObserver(follow).observe(application, { attributeFilter: ["class"] });
  follow();
}

function* matching(root, selector) {
  if (root.matches(selector)) yield root;
  yield* root.querySelectorAll(selector);
}

function repair(root) {
  for (const [selector, attribute, value] of REPAIRS) {
    for (const element of matching(root, selector)) element.setAttribute(attribute, value);
  }
  for (const menu of matching(root, MENU)) menu.inert = menu.getAttribute(MENU_STATE) === "true";
  for (const application of matching(root, APPLICATION)) followTheme(application);
}

new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") repair(target);
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) repair(node);
  }
}).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: [MENU_STATE] });
repair(document.documentElement);
