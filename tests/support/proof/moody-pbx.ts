import { randomBytes } from 'node:crypto'
import { parseSdp } from '../../../src-main/media/session/sdp'
import { peerSrtp } from '../media/peer-srtp'
import { within } from '../phone/clock'
import { ScriptedPeer } from '../scripted-peer'
import { PeerMessage } from '../scripted-peer-message'
import { acceptRegistrations } from '../scripted-peer-roles'
import type { JudgedCall, JudgedCalls } from './judged-calls'
import { eventPayloadType } from './judged-socket'
import { oneOf, type Numbers } from './numbers-from'
import type { Tally } from './tally'

/** `both`: a 2xx and, after it, a refusal. `late`: when `answerAtLast` is called. */
export const moods = ['yes', 'no', 'late', 'none', 'both'] as const
export type Mood = (typeof moods)[number]

/** What a description of the PBX says. */
export interface PbxSays {
  readonly socket: 0 | 1
  readonly payloadTypes: readonly number[]
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
}
const asUsual: PbxSays = { socket: 0, payloadTypes: [8, 0], direction: 'sendrecv' }

const t1Ms = 20
/** RFC 3261 §17: what is not answered in 64 * T1 */
const timeoutMs = 64 * t1Ms

interface Dialog {
  readonly invite: PeerMessage
  /** the app's last INVITE: where it is now (RFC 3261 §12.2.1.2) */
  target: PeerMessage
  readonly call: JudgedCall
  readonly takesEvents: boolean
  /** our key, where the call is encrypted */
  key: string | null
  cseq: number
}

const refusals = {
  INVITE: [
    '403 Forbidden',
    '404 Not Found',
    '480 Gone',
    '486 Busy',
    '488 No',
    '503 Later',
    '603 No'
  ],
  'INVITE again': ['488 Not Acceptable Here', '491 Request Pending', '500 Error'],
  INFO: ['415 Unsupported', '481 No Dialog', '500 Error', '603 Decline']
} as const

/** A PBX over real SIP that answers as its mood is, and changes the sound of a call when it likes. */
export class MoodyPbx {
  readonly mood = { INVITE: 'yes', 'INVITE again': 'yes', INFO: 'yes' } as Record<
    keyof typeof refusals,
    Mood
  >
  private readonly dialogs = new Map<string, Dialog>()
  /** Call-IDs whose sockets are being bound */
  private readonly opening = new Set<string>()
  private current: Dialog | null = null
  private late: (() => void)[] = []

  private constructor(
    readonly peer: ScriptedPeer,
    private readonly calls: JudgedCalls,
    private readonly number: Numbers,
    private readonly tally: Tally
  ) {
    acceptRegistrations(peer)
    peer
      .on('INVITE', (request) => void this.invited(request))
      .on('CANCEL', (request) => this.cancelled(request))
      .on('BYE', (request) => this.ended(request))
      .on('INFO', (request) => this.answer('INFO', request, () => peer.respond(request, '200 OK')))
      .on('OPTIONS', (request) => peer.respond(request, '200 OK'))
      .on('ACK', () => {})
  }

  static async start(calls: JudgedCalls, number: Numbers, tally: Tally): Promise<MoodyPbx> {
    return new MoodyPbx(await ScriptedPeer.start({ transport: 'udp', t1Ms }), calls, number, tally)
  }

  /** In no mood at all. */
  behave(): void {
    this.mood.INVITE = this.mood['INVITE again'] = this.mood.INFO = 'yes'
    this.answerAtLast()
  }

  answerAtLast(): void {
    for (const answer of this.late.splice(0)) answer()
  }

  /**
   * A re-INVITE; null leaves the offer to the app. One that finds no call is lost, as it would be.
   *
   * @returns the status of the answer; 408 when there was none
   */
  async reInvite(says: PbxSays | null): Promise<number> {
    const dialog = this.current
    if (!dialog) return 481
    const { peer } = this
    const body = says ? describe(dialog, says) : ''
    const request = this.inDialog(dialog, 'INVITE', ++dialog.cseq, body)
    const { source } = dialog.target
    const answered = within(timeoutMs, 're-INVITE', peer.request(request, source))
    const final = await answered.catch(() => null)
    this.tally.count('answers', `re-INVITE of the PBX: ${final?.statusCode ?? 'none'}`)
    if (!final) return 408
    const isAnswerDue = !says && final.statusCode === 200
    const ack = this.inDialog(
      dialog,
      'ACK',
      final.cseq,
      isAnswerDue ? describe(dialog, asUsual) : '',
      final.statusCode < 300 ? undefined : final.branch
    )
    peer.send(ack, source)
    return final.statusCode
  }

  /** The agent's call is over. */
  async bye(): Promise<void> {
    const dialog = this.current
    if (!dialog) return
    this.current = null
    const request = this.inDialog(dialog, 'BYE', ++dialog.cseq, '')
    const answered = within(timeoutMs, 'BYE', this.peer.request(request, dialog.target.source))
    await answered.catch(() => null)
    this.dialogs.delete(dialog.invite.header('call-id'))
  }

  async stop(): Promise<void> {
    await this.peer.stop()
  }

  private async invited(request: PeerMessage): Promise<void> {
    const id = request.header('call-id')
    const known = this.dialogs.get(id)
    if (known) {
      known.target = request
      this.answer('INVITE again', request, () => this.agree(known, request))
      return
    }
    // A repeated re-INVITE of a call that is over must not become another call (RFC 3261 §12.2.2).
    if (request.parameter('to', 'tag') !== undefined) {
      this.peer.respond(request, '481 Call/Transaction Does Not Exist')
      return
    }
    if (this.opening.has(id)) return
    this.opening.add(id)
    const call = await this.calls.openCall()
    this.opening.delete(id)
    const takesEvents = this.number(5) > 0
    const dialog: Dialog = {
      invite: request,
      target: request,
      call,
      takesEvents,
      key: null,
      cseq: 0
    }
    this.dialogs.set(id, dialog)
    this.answer('INVITE', request, () => this.agree(dialog, request))
  }

  private answer(what: keyof typeof refusals, request: PeerMessage, yes: () => void): void {
    const mood = this.mood[what]
    const no = () => this.peer.respond(request, oneOf(this.number, refusals[what]))
    this.tally.count('answers', `${what}: ${mood}`)
    switch (mood) {
      case 'yes':
        yes()
        break
      case 'no':
        no()
        break
      case 'late':
        if (what !== 'INFO') this.peer.respond(request, '180 Ringing')
        this.late.push(yes)
        break
      case 'none':
        break
      case 'both':
        yes()
        no()
    }
  }

  private agree(dialog: Dialog, request: PeerMessage): void {
    if (!this.dialogs.has(request.header('call-id'))) return
    this.current = dialog
    dialog.key ??= encrypt(dialog.call, request.body)
    this.peer.respond(request, '200 OK', {
      headers: [`Contact: ${this.peer.contact}`],
      contentType: 'application/sdp',
      body: describe(dialog, asUsual)
    })
  }

  /** Too late for some: the 2xx has left already, or crosses it (RFC 3261 §9.1). */
  private cancelled(request: PeerMessage): void {
    this.peer.respond(request, '200 OK')
    const dialog = this.dialogs.get(request.header('call-id'))
    if (!dialog) return
    if (this.number(2) === 0) this.agree(dialog, dialog.invite)
    else this.peer.respond(dialog.invite, '487 Request Terminated')
  }

  private ended(request: PeerMessage): void {
    this.peer.respond(request, '200 OK')
    const id = request.header('call-id')
    if (this.current === this.dialogs.get(id)) this.current = null
    this.dialogs.delete(id)
  }

  private inDialog(
    { invite, target }: Dialog,
    method: string,
    cseq: number,
    body: string,
    branch?: string
  ): string {
    const via = this.peer.via()
    return [
      `${method} ${target.contactUri} SIP/2.0`,
      branch === undefined ? via : via.replace(/branch=.*/, `branch=${branch}`),
      'Max-Forwards: 70',
      `From: ${invite.header('to')};tag=peer`,
      `To: ${invite.header('from')}`,
      `Call-ID: ${invite.header('call-id')}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: ${this.peer.contact}`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body
    ].join('\r\n')
  }
}

/** @returns our key for an offer with one, else null */
function encrypt(call: JudgedCall, offer: string): string | null {
  const [theirs] = parseSdp(offer).crypto
  if (!theirs) return null
  const key = randomBytes(30).toString('base64')
  call.useSrtp(peerSrtp({ suite: theirs.suite, send: theirs.key, receive: key }))
  return key
}

function describe(
  { call, key, takesEvents }: Dialog,
  { socket, payloadTypes, direction }: PbxSays
): string {
  const { host, port } = call.sockets[socket]
  const formats = takesEvents ? [...payloadTypes, eventPayloadType] : payloadTypes
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    `m=audio ${port} RTP/${key === null ? 'AVP' : 'SAVP'} ${formats.join(' ')}`,
    'a=rtpmap:111 opus/48000/2',
    ...(takesEvents ? [`a=rtpmap:${eventPayloadType} telephone-event/8000`] : []),
    ...(key === null ? [] : [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}`]),
    `a=${direction}`,
    ''
  ].join('\r\n')
}
