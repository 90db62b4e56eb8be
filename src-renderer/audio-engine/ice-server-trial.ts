import type { IceServer, IceServerAnswer } from '@contract/ipc/media-protocol'
import { isTurn, isResponse } from './turn-watch'

/** A TURN server over TLS takes five round trips; whoever waits longer than this is told that there is no answer. */
const longestMs = 5_000

type TrialError = Pick<RTCPeerConnectionIceErrorEvent, 'url' | 'errorCode' | 'errorText'>

/** Asks one server what a call would ask it, and for nothing else: no audio, no microphone. */
export function tryIceServer({ url, ...credentials }: IceServer): Promise<IceServerAnswer> {
  const wanted = isTurn(url) ? 'relay' : 'srflx'
  const connection = new RTCPeerConnection({
    iceServers: [{ urls: url, ...credentials }],
    iceTransportPolicy: isTurn(url) ? 'relay' : 'all'
  })
  connection.createDataChannel('')
  const begunAt = performance.now()
  const errors: TrialError[] = []
  return new Promise((resolve) => {
    const end = (answer: IceServerAnswer) => {
      clearTimeout(timer)
      connection.close()
      resolve(answer)
    }
    const works = () => end({ kind: 'works', tookMs: Math.round(performance.now() - begunAt) })
    const timer = setTimeout(() => end({ kind: 'no-answer' }), longestMs)
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type === wanted) works()
    }
    connection.onicecandidateerror = (error) => {
      // A TURN server over UDP is asked as a STUN server, too.
      if (isTurn(error.url) !== isTurn(url)) return
      errors.push(error)
      if (isResponse(error.errorCode)) end(refusal(error))
    }
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState !== 'complete') return
      if (errors.length > 0) end({ kind: hasNoHost(errors) ? 'unknown-host' : 'no-connection' })
      // Without a NAT, STUN sees an address of this machine, and the browser has that candidate already.
      else if (wanted === 'srflx') works()
      else end({ kind: 'no-answer' })
    }
    connection.setLocalDescription().catch(() => end({ kind: 'no-connection' }))
  })
}

function refusal({ errorCode, errorText }: TrialError): IceServerAnswer {
  return { kind: 'refused', statusCode: errorCode, reasonPhrase: errorText }
}

/** The code is 701 for every reason (W3C WebRTC §4.8.2); only the text tells them apart. */
function hasNoHost(errors: readonly TrialError[]): boolean {
  return errors.every(({ errorText }) => errorText.includes('host lookup'))
}
