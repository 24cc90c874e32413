// Whether the panel with the inspector and the faults is open, and at which of the two.

export const inspector = { open: false, tab: "traffic" };

/** The panel shows this tool; the same tool again closes it. */
export function openTool(name) {
  inspector.open = !(inspector.open && inspector.tab === name);
  inspector.tab = name;
}
