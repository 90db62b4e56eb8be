/**
 * Takes out of a log line what must not be in a log: who was dialled, who the people are, credentials and SDP keys
 * (docs/LOGGING.md). The logger calls this for every line, so that no caller can forget it.
 */
export function redact(line: string): string {
  return line
    .replace(/(a=crypto:\d+ \S+ inline:)\S+/g, '$1[key]')
    .replace(/((?:Proxy-)?Authorization["']?\s*:\s*)[^\r\n]*/gi, '$1[credentials]')
    .replace(
      /\b(response|nonce|cnonce|credential|\w*password)(["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;]+)/gi,
      '$1$2[secret]'
    )
    .replace(/\b(sips?:)[^@\s<>"']+@/gi, '$1[user]@')
    .replace(/[*#]\d[\d*#]*/g, (digits) => digits.slice(0, 3) + '…')
}
