/** One extension of a list: its dialog-info as a part, or why there is none. */
export interface ListedPart {
  readonly extension: string
  readonly dialogState?: string
  readonly version?: number
  readonly document?: 'full' | 'partial'
  /** a virtual subscription that ended */
  readonly terminated?: string
}

export interface ListBody {
  readonly contentType: string
  readonly body: string
}

/** A `multipart/related` body with an RLMI document, as Asterisk's res_pjsip_pubsub writes it. */
export function listBody(
  version: number,
  fullState: boolean,
  parts: readonly ListedPart[],
  boundary = 'xkcig'
): ListBody {
  const resources = parts.map(({ extension, terminated }) => {
    const instance =
      terminated === undefined
        ? `<instance id="i${extension}" state="active" cid="c${extension}@127.0.0.1" />`
        : `<instance id="i${extension}" state="terminated" reason="${terminated}" />`
    return ` <resource uri="sip:${extension}@127.0.0.1">\r\n  <name>${extension}</name>\r\n  ${instance}\r\n </resource>`
  })
  const rlmi = `<?xml version="1.0" encoding="UTF-8"?>\r\n<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="sip:blf-support@127.0.0.1" version="${String(version)}" fullState="${String(fullState)}">\r\n <name>blf-support</name>\r\n${resources.join('\r\n')}\r\n</list>\r\n`
  const documents = parts.flatMap((part) =>
    part.terminated === undefined
      ? [{ id: `c${part.extension}`, type: 'application/dialog-info+xml', text: documentOf(part) }]
      : []
  )
  const all = [{ id: 'cqrzt', type: 'application/rlmi+xml', text: rlmi }, ...documents]
  const body = all.map(
    ({ id, type, text }) =>
      `\r\n--${boundary}\r\nContent-ID: <${id}@127.0.0.1>\r\nContent-Type: ${type}\r\nContent-Length: ${String(text.length).padStart(5)}\r\n\r\n${text}`
  )
  return {
    contentType: `multipart/related;type="application/rlmi+xml";boundary=${boundary}`,
    body: `${body.join('')}\r\n--${boundary}--\r\n`
  }
}

function documentOf({
  extension,
  dialogState = 'terminated',
  version = 0,
  document = 'full'
}: ListedPart): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(version)}" state="${document}" entity="sip:${extension}@127.0.0.1">\r\n <dialog id="${extension}">\r\n  <state>${dialogState}</state>\r\n </dialog>\r\n</dialog-info>\r\n`
}
