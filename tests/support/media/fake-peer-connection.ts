/** What gathering candidates looks like from outside, at the times that a test says. The first description begins it. */
export class FakePeerConnection extends EventTarget {
  iceGatheringState: RTCIceGatheringState = 'new'
  localDescription: { sdp: string } | null = null
  private readonly plans: { atMs: number; happens: () => void }[] = []

  get connection(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection
  }

  /** A candidate, so many milliseconds after gathering began. */
  finds(candidate: string, atMs: number): void {
    const happens = () => {
      this.localDescription = { sdp: `${this.localDescription?.sdp ?? ''}${candidate}` }
      this.dispatchEvent(new Event('icecandidate'))
    }
    this.plans.push({ atMs, happens })
  }

  completes(atMs: number): void {
    const happens = () => {
      this.iceGatheringState = 'complete'
      this.dispatchEvent(new Event('icegatheringstatechange'))
    }
    this.plans.push({ atMs, happens })
  }

  fails(url: string, errorCode: number, errorText: string): void {
    const event = Object.assign(new Event('icecandidateerror'), { url, errorCode, errorText })
    this.dispatchEvent(event)
  }

  setLocalDescription(): Promise<void> {
    if (this.localDescription) return Promise.resolve()
    this.localDescription = { sdp: 'v=0\r\na=ice-ufrag:abcd\r\n' }
    for (const { atMs, happens } of this.plans) setTimeout(happens, atMs)
    return Promise.resolve()
  }
}
