import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js'
import { optionTags } from '../flow/incoming-requests'
import { splitList } from '../message/header-field'

type Message = Pick<IncomingRequestMessage, 'getHeaders'>

function tagsOf(message: Message, header: 'require' | 'supported'): readonly string[] {
  return message
    .getHeaders(header)
    .flatMap((value) => splitList(value, ','))
    .map((tag) => tag.toLowerCase())
}

/** RFC 3261 §20.32: what we say has to make use of it. */
export function demands(message: Message, tag: (typeof optionTags)[number]): boolean {
  return tagsOf(message, 'require').includes(tag)
}

/** RFC 3261 §20.37. Whoever demands an extension knows it too. */
export function understands(message: Message, tag: (typeof optionTags)[number]): boolean {
  return demands(message, tag) || tagsOf(message, 'supported').includes(tag)
}

/** What the other side demands and we do not know, for a 420 (RFC 3261 §8.2.2.3). */
export function unknownExtensions(message: Message): readonly string[] {
  const known: readonly string[] = optionTags
  return tagsOf(message, 'require').filter((tag) => !known.includes(tag))
}
