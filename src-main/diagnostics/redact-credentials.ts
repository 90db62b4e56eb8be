import { mask, maskSecond } from './mask'

/** Parameters of a challenge or its answer that tell nothing about the password (RFC 7616 §3.3, §3.4). */
const openParameters = new Set(['realm', 'algorithm', 'qop', 'nc', 'stale', 'charset', 'userhash'])

/** Their names are worth seeing, their values are not to be. */
const secretParameters = new Set([
  'response',
  'nonce',
  'cnonce',
  'nextnonce',
  'opaque',
  'rspauth',
  'username*'
])

// Every pattern in this folder begins where it cannot begin twice, so that no message takes longer than its length.
const parameter = /(?<![\w.*-])([\w.*-]+)(\s*=\s*)("(?:[^"\\]|\\[^])*"|[^,\s]*)/g

/**
 * The value of a header that carries a challenge or credentials, whatever the scheme. Only what is known to be harmless
 * stays, so that a scheme nobody thought of leaks nothing.
 */
export function redactCredentials(value: string): string {
  let redacted = ''
  let end = 0
  for (const match of value.matchAll(parameter)) {
    const [whole, name = '', equals = '', content = ''] = match
    redacted += maskBetween(value.slice(end, match.index)) + redactParameter(name, equals, content)
    end = match.index + whole.length
  }
  return redacted + maskBetween(value.slice(end))
}

/** The scheme, and what separates parameters. */
function maskBetween(text: string): string {
  return text.replace(/[^\s,]+/g, (word) => (/^digest$/i.test(word) ? word : mask(word)))
}

function redactParameter(name: string, equals: string, content: string): string {
  const known = name.toLowerCase()
  if (openParameters.has(known)) return name + equals + content
  if (known === 'uri' || known === 'domain') return name + equals + redactUris(content)
  if (known === 'username') return name + equals + maskTail(content)
  if (secretParameters.has(known)) return name + equals + maskQuoted(content)
  return mask(name) + equals + maskQuoted(content)
}

function maskQuoted(content: string): string {
  return maskSecond(content, /^("?)([^]*?)(?="?$)/)
}

/** The first character stays, so that support can tell one account from another. */
function maskTail(content: string): string {
  return maskSecond(content, /^("?[^"]?)([^]*?)(?="?$)/)
}

/** RFC 3261 §19.1.1: a URI may hold a password, and header fields for the request that it makes. */
export function redactUris(text: string): string {
  const withoutPassword = text.includes('@') ? text.replace(/[^\s<>"]+/g, withoutUriPassword) : text
  if (!text.includes('=')) return withoutPassword
  return withoutPassword.replace(
    /([?&])([\w-]+)=([^&\s>]*)/g,
    (_whole, mark: string, name: string, value: string) =>
      `${mark}${name}=${/auth|passw|secret|token/i.test(name) ? mask(value) : value}`
  )
}

function withoutUriPassword(word: string): string {
  const at = word.lastIndexOf('@')
  if (at < 0) return word
  const scheme = /(?:sips?:|\w:\/\/)/i.exec(word)
  const colon = scheme ? word.indexOf(':', scheme.index + scheme[0].length) : -1
  return colon < 0 || colon > at
    ? word
    : word.slice(0, colon + 1) + mask(word.slice(colon + 1, at)) + word.slice(at)
}
