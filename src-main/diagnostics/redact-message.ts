import { mask, maskSecond } from './mask'
import { redactBody } from './redact-body'
import { redactCredentials, redactUris } from './redact-credentials'

const startLine = /^(?:[A-Za-z0-9\-.!%*_+`'~]+ \S.* SIP\/2\.0|SIP\/2\.0 [1-6]\d\d(?: .*)?)$/i

/** Headers of challenges and credentials (RFC 3261 §20.6, §20.7, §20.27, §20.28, §20.44, RFC 7616 §3.5). */
const credentialHeaders =
  /^(?:(?:proxy-)?authorization|(?:www|proxy)-authenticate|(?:proxy-)?authentication-info)$/i

/** Headers of somebody's own whose name says that they hold a secret. */
const secretHeaders = /passw|secret|token|cookie|credential|api-?key|auth/i

/** A parameter that no header but those of credentials should have, and which some have all the same. */
const secretParameter =
  /\b((?:response|c?nonce|nextnonce|rspauth|passw\w*|secret|token)\s*=\s*)("[^"]*"?|[^\s",;>]+)/gi

/**
 * A SIP message without credentials, keys, private texts and digits, as long as it was. What is not known to be harmless
 * goes; of what is no SIP message nothing stays.
 *
 * @param message - one character for each byte
 */
export function redactMessage(message: string): string {
  const leading = /^[\r\n]*/.exec(message)?.[0] ?? ''
  const headEnd = message.indexOf('\r\n\r\n', leading.length)
  const head = message.slice(leading.length, headEnd < 0 ? undefined : headEnd)
  const firstEnd = /[\r\n]|$/.exec(head)?.index ?? 0
  const first = head.slice(0, firstEnd)
  if (!startLine.test(first)) return mask(message)
  const kept = leading + redactUris(first)
  // Where the header fields do not end, nobody can say what is a header and what is a body.
  if (headEnd < 0) return kept + mask(head.slice(firstEnd))

  const { fields, contentTypes, isEncoded } = redactFields(head.slice(firstEnd))
  const body = message.slice(headEnd + 4)
  const isPrivate = /^MESSAGE /i.test(first) || contentTypes.length > 1 || isEncoded
  return `${kept}${fields}\r\n\r\n${isPrivate ? mask(body) : redactBody(body, contentTypes[0])}`
}

interface RedactedFields {
  readonly fields: string
  readonly contentTypes: readonly string[]
  readonly isEncoded: boolean
}

/** Each header field with the lines that continue it (RFC 3261 §7.3.1), and the line ends before it. */
function redactFields(text: string): RedactedFields {
  const contentTypes: string[] = []
  let isEncoded = false
  const fields = text.replace(
    /([\r\n]+)([^\r\n]+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*)/g,
    (_all, lineEnds: string, field: string) => {
      const colon = field.indexOf(':')
      const name = field.slice(0, Math.max(colon, 0)).trim()
      if (/^(?:content-type|c)$/i.test(name)) contentTypes.push(field.slice(colon + 1).trim())
      else if (/^(?:content-encoding|e)$/i.test(name)) isEncoded = true
      return lineEnds + redactField(name, field.slice(0, colon + 1), field.slice(colon + 1))
    }
  )
  return { fields, contentTypes, isEncoded }
}

/** @param label - the name with everything up to the colon */
function redactField(name: string, label: string, value: string): string {
  // What is no header may be a line of a body that lost its way.
  if (!/^[\w!%*+'`~.-]+$/.test(name)) return mask(label + value)
  if (credentialHeaders.test(name)) return label + redactCredentials(value)
  if (secretHeaders.test(name)) return label + mask(value)
  return label + maskSecond(redactUris(value), secretParameter)
}
