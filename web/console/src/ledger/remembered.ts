const memory = new Map<string, string>();

/** What this browser kept under a name; null where it kept nothing, or keeps nothing at all. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return memory.get(name) ?? null; // a browser that refuses storage: kept as long as the page is open
  }
}

/** Keeps a text under a name, null to forget it. */
export function remember(name: string, text: string | null): void {
  try {
    if (text === null) {
      localStorage.removeItem(name);
    } else {
      localStorage.setItem(name, text);
    }
  } catch {
    if (text === null) {
      memory.delete(name);
    } else {
      memory.set(name, text);
    }
  }
}
