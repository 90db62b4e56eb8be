import { describe, expect, it } from 'vitest'
import { defaultTimers } from '../../../src-main/sip/sip-timers'
import { openUdpTransport } from '../../../src-main/sip/transport/udp-transport'

const elsewhere = { host: '192.0.2.1', port: 5060 }

describe('an address that is gone', () => {
  it('is noticed with the first datagram that cannot leave from it', async () => {
    const lost = new Promise<Error>((resolve) => {
      // From the loopback nothing can leave for another computer, as from an address that the computer has lost.
      void openUdpTransport({
        remote: elsewhere,
        localAddress: '127.0.0.1',
        listener: { onMessage: () => {}, onLost: resolve },
        timers: defaultTimers,
        signal: new AbortController().signal
      }).then((transport) => transport.send('x', elsewhere).catch(() => {}))
    })
    expect((await lost).message).toMatch(/EINVAL|ENETUNREACH/)
  })
})
