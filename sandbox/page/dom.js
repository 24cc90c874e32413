// Builds the page's nodes. Text only ever enters through text nodes: nothing here can turn words into markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "open", "htmlFor", "tabIndex", "multiple"]);
const present = (child) => child !== undefined && child !== null && child !== false;

/** An element with these attributes, listeners (`onclick`, …) and children (nodes, strings, nothing). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter(present));
  return node;
}

/** The node shows these children and nothing else. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(present));
}

/** Like `fill`, but without touching children already in place, so that focus, menus and half-done clicks stay. */
export function arrange(node, ...children) {
  const nodes = children.flat(Infinity).filter(present);
  const wanted = new Set(nodes);
  for (const child of [...node.childNodes]) if (!wanted.has(child)) child.remove();
  let next = node.firstChild;
  for (const one of nodes) {
    if (one === next) next = next.nextSibling;
    else node.insertBefore(one, next);
  }
}

/** A button that is only words. */
export const plainButton = (words, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, words);

/** Runs `work` while the button shows that it is busy and cannot be pressed again. */
export async function busy(button, work) {
  const focused = document.activeElement === button;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (focused && document.activeElement === document.body) button.focus();
  }
}
