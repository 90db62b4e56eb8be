import { parseAddress, userOf } from '../sip/header-values'

/** Whom a REFER names, and whose dialog is to be replaced there (RFC 3515 §2.1, RFC 3891 §3). */
export interface ReferTarget {
  readonly user: string
  readonly replaces: {
    readonly callId: string
    readonly toTag: string
    readonly fromTag: string
  } | null
}

/** @returns undefined for what cannot be called */
export function referTarget(referTo: string | undefined): ReferTarget | undefined {
  if (referTo === undefined) return undefined
  const { uri } = parseAddress(referTo)
  const [address = '', headers = ''] = uri.split('?')
  const user = userOf(address)
  const replaces = headers
    .split('&')
    .map((header) => /^replaces=(.*)$/i.exec(header)?.[1])
    .find((value) => value !== undefined)
  if (replaces === undefined) return user === '' ? undefined : { user, replaces: null }
  const [callId = '', ...parameters] = decoded(replaces).split(';')
  const tag = (name: string) =>
    parameters.map((each) => each.split('=')).find(([key]) => key === name)?.[1] ?? ''
  return { user, replaces: { callId, toTag: tag('to-tag'), fromTag: tag('from-tag') } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
