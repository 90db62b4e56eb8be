import type { DialogInfo } from '@contract/telephony/dialog-info'
import { bareContentId, mediaType, parameter, parseMultipart, type BodyPart } from './multipart'
import { parseDialogInfo, versionOf } from './parse-dialog-info'
import { readXml } from './xml-document'
import { attribute, child, childrenOf, type XmlElement } from './xml-element'

/** What a NOTIFY for a list of extensions says (RFC 4662 §5). */
export interface ResourceList {
  /** null where the PBX leaves it out */
  readonly version: number | null
  /** false: only what changed is named */
  readonly fullState: boolean
  readonly resources: readonly ListedResource[]
}

export interface ListedResource {
  readonly uri: string
  /** a forked subscription has several; none: the PBX has not asked yet */
  readonly instances: readonly ListedInstance[]
}

/** One virtual subscription (RFC 4662 §5.2). */
export interface ListedInstance {
  readonly state: (typeof instanceStates)[number]
  /** why it was terminated; words of RFC 6665 §4.1.3 */
  readonly reason: string | null
  /** the part that `cid` points to, when it is a dialog-info document */
  readonly info: DialogInfo | null
}

const instanceStates = ['active', 'pending', 'terminated'] as const
const maxListLength = 2 * 1024 * 1024
const maxResources = 10_000

/**
 * Reads a `multipart/related` body whose root is an RLMI document (RFC 4662 §5.1). A resource or a part that cannot be
 * read costs itself and nothing more.
 *
 * @returns undefined when the body is no list
 */
export function parseResourceList(contentType: string, body: string): ResourceList | undefined {
  if (mediaType(contentType) !== 'multipart/related') return undefined
  const parts = parseMultipart(contentType, body)
  const root = parts && rootOf(parts, parameter(contentType, 'start'))
  if (!root) return undefined
  const element = child(readXml(root.body, maxListLength), 'list')
  if (element === undefined) return undefined
  const byContentId = new Map(parts.map((part) => [part.contentId, part]))
  const resources: ListedResource[] = []
  for (const resource of childrenOf(element, 'resource').slice(0, maxResources)) {
    const uri = attribute(resource, 'uri')
    if (uri === undefined) continue
    const instances = childrenOf(resource, 'instance').flatMap(
      (instance) => instanceOf(instance, byContentId) ?? []
    )
    resources.push({ uri, instances })
  }
  return {
    version: versionOf(attribute(element, 'version')),
    fullState: !['false', '0'].includes(attribute(element, 'fullState') ?? ''),
    resources
  }
}

/** The part that `start` names, else the first RLMI document (RFC 2387 §3.2). */
function rootOf(parts: readonly BodyPart[], start: string | undefined): BodyPart | undefined {
  const id = bareContentId(start ?? '')
  const named = id === '' ? undefined : parts.find(({ contentId }) => contentId === id)
  return named ?? parts.find(({ contentType }) => contentType === 'application/rlmi+xml')
}

function instanceOf(
  element: XmlElement,
  parts: ReadonlyMap<string, BodyPart>
): ListedInstance | undefined {
  const word = attribute(element, 'state')?.toLowerCase()
  const state = instanceStates.find((known) => known === word)
  if (!state) return undefined
  const cid = attribute(element, 'cid')
  const part = cid === undefined ? undefined : parts.get(bareContentId(cid))
  const isDialogInfo = part?.contentType === 'application/dialog-info+xml'
  return {
    state,
    reason: attribute(element, 'reason') ?? null,
    info: (isDialogInfo && parseDialogInfo(part.body)) || null
  }
}
