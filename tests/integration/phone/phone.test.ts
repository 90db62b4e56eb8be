import { afterEach, describe, expect, it } from 'vitest'
import { Phone } from '../../support/phone/phone'
import type { PhoneCall } from '../../support/phone/phone-call'
import { absentDbfs, presentDbfs, toneDbfs } from '../../support/phone/tone-analysis'

const open: Phone[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((phone) => phone.close()))
})

async function phone(user: string, toneHz: number, port = 9, media?: [0 | 8]): Promise<Phone> {
  const server = { host: '127.0.0.1', port, transport: 'udp' } as const
  const account = { user, password: '', domain: '127.0.0.1', server }
  const made = await Phone.open({
    account,
    toneHz,
    ...(media ? { media: { payloadTypes: media, telephoneEvents: true } } : {})
  })
  open.push(made)
  return made
}

/** Two phones that call each other without any PBX. */
async function connected(codec: 0 | 8 = 0): Promise<{ caller: PhoneCall; callee: PhoneCall }> {
  const bob = await phone('bob', 700)
  const alice = await phone('alice', 440, bob.port, [codec])
  const [dialled, callee] = await Promise.all([alice.dial('bob'), bob.answerNext()])
  if (!dialled.call) throw new Error(`refused with ${dialled.response.statusCode}`)
  return { caller: dialled.call, callee }
}

describe('simulated phone', () => {
  it.each([0, 8] as const)(
    'hears the other one, and only that one (payload type %i)',
    async (codec) => {
      const { caller, callee } = await connected(codec)
      for (const [call, heardHz, otherHz] of [
        [caller, 700, 440],
        [callee, 440, 700]
      ] as const) {
        const from = call.answeredAt + 100
        const { recording } = call.audio
        await recording.audioUntil(from + 500, 3_000)
        expect(toneDbfs(recording.audio, heardHz, from)).toBeGreaterThan(presentDbfs)
        expect(toneDbfs(recording.audio, otherHz, from)).toBeLessThan(absentDbfs)
      }
    }
  )

  it('sends RFC 4733 digits with three end packets and one timestamp', async () => {
    const { caller, callee } = await connected()
    await caller.audio.sendDigit('#', 60)
    const { recording } = callee.audio
    await recording.until('three end packets', 2_000, ({ events }) =>
      events.filter(({ end }) => end).length === 3 ? true : undefined
    )
    expect(recording.digits()).toBe('#')
    expect(recording.events.map(({ marker }) => marker).indexOf(true, 1)).toBe(-1)
    expect(recording.events.at(-1)?.durationUnits).toBe(480)
  })

  it('sends a digit by INFO and sees that the other one hung up', async () => {
    const { caller, callee } = await connected()
    expect(await caller.sendInfo('1')).toBe(200)
    expect(callee.infos[0]?.body).toContain('Signal=1')
    await callee.hangUp()
    expect((await caller.ended).by).toBe('peer')
  })

  it('is told when nobody wants to talk', async () => {
    const bob = await phone('bob', 0)
    const alice = await phone('alice', 0, bob.port)
    const attempt = alice.dial('bob')
    const incoming = await bob.nextCall()
    incoming.reject(486, 'Busy Here')
    expect((await attempt).response.statusCode).toBe(486)
  })
})
