const scheme = /^(?:sips?|tel|callto):(?:\/\/)?/i
const grouping = /[\s\p{Z}\p{Cf}().\-/\u2010-\u2015]/gu
const number = /^\+?[0-9*#]+$/
const userName = /^[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?$/
const maxLength = 64

/**
 * What to dial for what was typed or pasted: without a scheme, a host, and the signs that group a number for the eye. A
 * trunk prefix in brackets is left out of an international number: `+44 (0)20 7946 0142` is `+442079460142`.
 *
 * @returns null when it is no number, star code or user name
 */
export function dialableNumber(text: string): string | null {
  const plain = text
    .trim()
    .replace(scheme, '')
    .replace(/[;?].*$/s, '')
    .replace(/@.*$/s, '')
  const international = plain.startsWith('+') ? plain.replace(/\(0\)/, '') : plain
  const compact = international.replace(grouping, '')
  if (compact.length > maxLength) return null
  if (number.test(compact)) return compact
  return userName.test(plain) && plain.length <= maxLength ? plain : null
}
