/** What gathering candidates looks like from outside, at the times that a test says. The first description begins it. */
export class FakePeerConnection extends EventTarget {
  iceGatheringState: RTCIceGatheringState = 'new'
  signalingState: RTCSignalingState = 'stable'
  localDescription: { sdp: string } | null = null
  private plans: { atMs: number; happens: () => void }[] = []
  private generation = 0
  private isRestarting = false

  get connection(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection
  }

  /** A candidate, so many milliseconds after gathering began. */
  finds(candidate: string, atMs: number): void {
    const happens = () => {
      this.localDescription = { sdp: `${this.localDescription?.sdp ?? ''}${candidate}` }
      this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: { candidate } }))
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

  /** The next description gathers anew; while it is made and right after, this one says that it is complete. */
  restartIce(): void {
    this.isRestarting = true
    this.plans = []
  }

  setLocalDescription(): Promise<void> {
    if (this.localDescription && !this.isRestarting) return Promise.resolve()
    const wasRestarting = this.isRestarting
    if (wasRestarting) this.lastOfBefore()
    this.isRestarting = false
    this.generation += 1
    this.localDescription = { sdp: `v=0\r\na=ice-ufrag:abc${this.generation}\r\n` }
    if (wasRestarting) setTimeout(() => this.lastOfBefore(), 1)
    for (const { atMs, happens } of this.plans) setTimeout(happens, atMs)
    return Promise.resolve()
  }

  private lastOfBefore(): void {
    this.iceGatheringState = 'complete'
    this.dispatchEvent(new Event('icecandidate'))
    this.dispatchEvent(new Event('icegatheringstatechange'))
  }
}
