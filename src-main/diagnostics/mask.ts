/**
 * Puts an x in place of every character but line ends. The length stays, so that Content-Length stays right and the
 * message can still be read by any SIP tool.
 */
export function mask(text: string): string {
  return text.replace(/[^\r\n]/g, 'x')
}

/** Masks what a group of a pattern matched: group 1 stays, group 2 goes, the rest stays. */
export function maskSecond(text: string, pattern: RegExp): string {
  return text.replace(pattern, (_whole, kept: string, secret: string) => kept + mask(secret))
}
