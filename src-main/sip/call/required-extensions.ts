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

/** True when the other side demands or understands an extension (RFC 3261 §20.32, §20.37). */
export function asksFor(message: Message, tag: (typeof optionTags)[number]): boolean {
  return tagsOf(message, 'require').includes(tag) || tagsOf(message, 'supported').includes(tag)
}

/** What the other side demands and we do not know, for a 420 (RFC 3261 §8.2.2.3). */
export function unknownExtensions(message: Message): readonly string[] {
  const known: readonly string[] = optionTags
  return tagsOf(message, 'require').filter((tag) => !known.includes(tag))
}
