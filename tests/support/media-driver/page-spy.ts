import type { Driver } from './driver'

/** What the engine's page did with the browser's own interfaces since the spy was put in. */
export interface PageSeen {
  readonly captures: number
  /** readyState of every captured track */
  readonly tracks: readonly string[]
}

/** Looks at getUserMedia and the peer connections of the page. The page itself gives nothing away. */
export async function spyOnPage(driver: Driver): Promise<void> {
  await driver.ask('inPage', {
    script: `(() => {
      const spy = { captures: 0, tracks: [], connections: [] }
      window.spy = spy
      const { mediaDevices } = navigator
      const capture = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async (constraints) => {
        spy.captures += 1
        const stream = await capture(constraints)
        spy.tracks.push(...stream.getTracks())
        return stream
      }
      const { RTCPeerConnection } = window
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration) {
          super(configuration)
          spy.connections.push(this)
        }
      }
    })()`
  })
}

/** After `spyOnPage`: what can be reached without a TURN server cannot be reached any more. */
export async function relayOnly(driver: Driver): Promise<void> {
  await driver.ask('inPage', {
    script: `(() => {
      const { RTCPeerConnection } = window
      window.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration) {
          super({ ...configuration, iceTransportPolicy: 'relay' })
        }
      }
    })()`
  })
}

export async function pageSeen(driver: Driver): Promise<PageSeen> {
  const script = `({ captures: spy.captures, tracks: spy.tracks.map((track) => track.readyState) })`
  return (await driver.ask('inPage', { script })) as PageSeen
}

/** Resolves to the milliseconds until sound of the PBX is really decoded in the page. */
export async function soundDecoded(driver: Driver): Promise<number> {
  const script = `new Promise((resolve) => {
    const begunAt = performance.now()
    const look = async () => {
      const stats = await spy.connections.at(-1)?.getStats()
      const heard = [...(stats?.values() ?? [])].some((s) => s.type === 'inbound-rtp' && s.totalAudioEnergy > 1e-5)
      if (heard) resolve(performance.now() - begunAt)
      else setTimeout(look, 2)
    }
    look()
  })`
  return (await driver.ask('inPage', { script })) as number
}
