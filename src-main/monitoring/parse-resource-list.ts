import { z } from 'zod'
import type { DialogInfo } from '@contract/telephony/dialog-info'
import { bareContentId, mediaType, parameter, parseMultipart, type BodyPart } from './multipart'
import { parseDialogInfo } from './parse-dialog-info'
import { readXml, unescapeXml } from './xml-document'

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
  readonly state: 'active' | 'pending' | 'terminated'
  /** why it was terminated; words of RFC 6665 §4.1.3 */
  readonly reason: string | null
  /** the part that `cid` points to, when it is a dialog-info document */
  readonly info: DialogInfo | null
}

const maxListLength = 2 * 1024 * 1024
const maxResources = 10_000

const list = <Item extends z.ZodType>(item: Item) =>
  z
    .preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item))
    .transform((items) => items.slice(0, maxResources))

const instanceElement = z.looseObject({
  '@state': z.preprocess(
    (value) => (typeof value === 'string' ? value.toLowerCase() : value),
    z.enum(['active', 'pending', 'terminated'])
  ),
  '@reason': z.string().nullable().catch(null).default(null),
  '@cid': z.string().nullable().catch(null).default(null)
})

const resourceElement = z.looseObject({
  '@uri': z.string().max(512),
  instance: list(instanceElement.optional().catch(undefined))
})

const listDocument = z.looseObject({
  list: z.looseObject({
    '@version': z.coerce.number().int().nonnegative().nullable().catch(null),
    '@fullState': z
      .preprocess((value) => value !== 'false' && value !== '0', z.boolean())
      .default(true),
    resource: list(resourceElement.optional().catch(undefined))
  })
})

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
  const document = listDocument.safeParse(readXml(root.body, maxListLength))
  if (!document.success) return undefined
  const byContentId = new Map(parts.map((part) => [part.contentId, part]))
  const { '@version': version, '@fullState': fullState, resource } = document.data.list
  return {
    version,
    fullState,
    resources: resource.flatMap((element): ListedResource[] =>
      element
        ? [
            {
              uri: unescapeXml(element['@uri']),
              instances: element.instance.flatMap((instance): ListedInstance[] =>
                instance ? [instanceOf(instance, byContentId)] : []
              )
            }
          ]
        : []
    )
  }
}

/** The part that `start` names, else the first RLMI document (RFC 2387 §3.2). */
function rootOf(parts: readonly BodyPart[], start: string | undefined): BodyPart | undefined {
  const id = bareContentId(start ?? '')
  const named = id === '' ? undefined : parts.find(({ contentId }) => contentId === id)
  return named ?? parts.find(({ contentType }) => contentType === 'application/rlmi+xml')
}

function instanceOf(
  { '@state': state, '@reason': reason, '@cid': cid }: z.infer<typeof instanceElement>,
  parts: ReadonlyMap<string, BodyPart>
): ListedInstance {
  const part = cid === null ? undefined : parts.get(bareContentId(unescapeXml(cid)))
  const isDialogInfo = part?.contentType === 'application/dialog-info+xml'
  return { state, reason, info: (isDialogInfo && parseDialogInfo(part.body)) || null }
}
