/** Where a code, id or hash that somebody types is shown; null where it is none that a page knows. */
export function placeOf(text: string): string | null {
  if (/^\d{1,15}$/.test(text)) {
    return `/block/${text}`;
  }
  if (/^[0-9a-fA-F]{32}$/.test(text)) {
    return `/guarantee/${text.toLowerCase()}`;
  }
  if (/^[0-9a-fA-F]{64}$/.test(text)) {
    return `/tx/${text.toLowerCase()}`;
  }
  if (/^[0-9A-HJ-NPQRTUWXY]{18}$/i.test(text)) {
    return `/subject/${text.toUpperCase()}`;
  }
  if (/^[A-Z0-9]{23}$/i.test(text)) {
    return `/section/${text.toUpperCase()}`;
  }
  return /^(membership|account|tender|guarantee|catrust|evidence|credential|execution)\/[!-~]+$/.test(text)
    ? `/state/${encodeURIComponent(text)}`
    : null;
}
