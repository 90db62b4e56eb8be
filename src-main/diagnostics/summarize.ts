import type { MessageSummary } from '@contract/ipc/trace-view'

const request = /^([A-Za-z0-9\-.!%*_+`'~]+) \S.* SIP\/2\.0$/i
const response = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i

/** What is read of a message is for people: a few characters of it are enough. */
const mostCharacters = 200

/**
 * What a message is about. Read on its own and not with the phone's parser, so that the trace shows what was on the wire
 * and not what the phone made of it.
 *
 * @returns null for what is no SIP message
 */
export function summarize(message: string): MessageSummary | null {
  const text = message.replace(/^[\r\n]+/, '')
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const [first = '', ...lines] = text
    .slice(0, headEnd)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const asked = request.exec(first)
  const answered = response.exec(first)
  if (!asked && !answered) return null
  const value = (names: RegExp) => headerValue(lines, names)
  const cseq = /^(\d{1,10})\s+(\S+)/.exec(value(/^(?:cseq)$/i))
  return {
    method: (asked?.[1] ?? cseq?.[2] ?? '').slice(0, mostCharacters),
    statusCode: answered ? Number(answered[1]) : null,
    reasonPhrase: (answered?.[2] ?? '').slice(0, mostCharacters),
    callId: value(/^(?:call-id|i)$/i).slice(0, mostCharacters),
    cseq: Number(cseq?.[1] ?? 0),
    from: partyOf(value(/^(?:from|f)$/i)),
    to: partyOf(value(/^(?:to|t)$/i))
  }
}

function headerValue(lines: readonly string[], names: RegExp): string {
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0 && names.test(line.slice(0, colon).trim())) return line.slice(colon + 1).trim()
  }
  return ''
}

/** The user of a URI in any header value, or its host. */
function partyOf(value: string): string {
  const uri = /\b(?:sips?|tel):([^\s<>;?]+)/i.exec(value)?.[1] ?? value
  const user = uri.includes('@') ? uri.slice(0, uri.lastIndexOf('@')) : uri
  return unescape(user.split(':')[0] ?? '').slice(0, mostCharacters)
}

function unescape(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}
