/** Turns one character for each byte into text: what is no UTF-8 shows as replacement characters. */
export function readable(octets: string): string {
  return Buffer.from(octets, 'latin1').toString('utf8')
}
