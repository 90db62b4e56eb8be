import type { SrtpParameters } from '@contract/ipc/media-protocol'
import { SrtpReceiver } from './srtp-receiver'
import { SrtpSender } from './srtp-sender'

/** SRTP with the PBX, both ways, each with a key of its own (RFC 4568 §6.1). */
export class Srtp {
  private constructor(
    private readonly parameters: SrtpParameters,
    readonly sender: SrtpSender,
    readonly receiver: SrtpReceiver
  ) {}

  /**
   * What a description asks for. A direction whose key is the same as before goes on: its rollover counter must not
   * begin anew (RFC 3711 §3.3.1).
   */
  static after(previous: Srtp | null, parameters: SrtpParameters | null): Srtp | null {
    if (!parameters) return null
    const { suite, send, receive } = parameters
    const same = previous?.parameters.suite === suite ? previous : null
    return new Srtp(
      parameters,
      same?.parameters.send === send
        ? same.sender
        : new SrtpSender(Buffer.from(send, 'base64'), suite),
      same?.parameters.receive === receive
        ? same.receiver
        : new SrtpReceiver(Buffer.from(receive, 'base64'), suite)
    )
  }
}
