// The panels of the page, in order.

export function mountPanels() {}
