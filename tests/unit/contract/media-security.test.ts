import { describe, expect, it } from 'vitest'
import { customerSchema, sipTransports } from '@contract/settings/customer'
import { customerProblem } from '@contract/settings/customer-problem'
import { mediaSecurities, type MediaSecurity } from '@contract/settings/media-security'

/** What each encryption of the audio needs of the transport. */
const possible: Record<MediaSecurity, readonly string[]> = {
  rtp: ['udp', 'tcp', 'tls', 'ws', 'wss'],
  'sdes-optional': ['tls', 'wss'],
  sdes: ['tls', 'wss'],
  dtls: ['ws', 'wss']
}

const combinations = mediaSecurities.flatMap((mediaSecurity) =>
  sipTransports.map((transport) => ({ mediaSecurity, transport }))
)

describe('the encryption of the audio', () => {
  it.each(combinations)('$mediaSecurity over $transport', ({ mediaSecurity, transport }) => {
    const account = { user: 'adam', domain: 'pbx.example.com', mediaSecurity, transport }
    const customer = customerSchema.parse({ id: 'a', name: 'A', account })
    const problem = customerProblem(customer)
    if (possible[mediaSecurity].includes(transport)) expect(problem).toBeNull()
    else expect(problem).toMatchObject({ field: 'mediaSecurity', value: transport })
  })
})
