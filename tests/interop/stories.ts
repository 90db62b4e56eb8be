import { playScenario } from '../scenario/play'
import { stepSummary } from '../scenario/report'
import { pbxStage } from '../scenario/stage'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers, type LabCustomer } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { labScenario, type Variant } from './lab-scenario'

interface Story {
  readonly name: string
  readonly customer: LabCustomer
  readonly variant: Variant
  /** how the code of a mode is seen on the wire */
  readonly codesBy: 'RFC 4733' | 'INFO' | 'another prefix'
}

const [customerA, customerB] = labCustomers

/** Both sets of codes over both transports by both methods; customer C's the phones prove alone. */
const matrix = [customerA, customerB].flatMap((customer) =>
  (['udp', 'tcp'] as const).flatMap((transport) =>
    (['rfc4733', 'info'] as const).map((dtmfMethod): Story => {
      const name = `${customer.name} ${transport} ${dtmfMethod}`
      const codesBy = dtmfMethod === 'info' ? 'INFO' : 'RFC 4733'
      return { name, customer, variant: { transport, dtmfMethod }, codesBy }
    })
  )
)

const stories: readonly Story[] = [
  ...matrix,
  {
    name: 'A udp auto, a PBX without telephone-event',
    customer: { ...customerA, manager: 'adam-info', agent: '745', agentAuthUser: 'line-745' },
    variant: { transport: 'udp', dtmfMethod: 'auto' },
    codesBy: 'INFO'
  },
  {
    name: 'B tcp rejoin',
    customer: { ...customerB, codes: { ...customerB.codes, switchMethod: 'rejoin' } },
    variant: { transport: 'tcp', dtmfMethod: 'auto' },
    codesBy: 'another prefix'
  }
]

const encryptedStories: readonly Story[] = [
  {
    name: 'A tls auto, the phones too',
    customer: customerA,
    variant: { transport: 'tls', dtmfMethod: 'auto' },
    codesBy: 'RFC 4733'
  },
  {
    name: 'A wss auto',
    customer: customerA,
    variant: { transport: 'wss', dtmfMethod: 'auto' },
    codesBy: 'RFC 4733'
  },
  ...(['tls', 'wss'] as const).map((transport): Story => ({
    name: `A ${transport} auto, SRTP with SDES`,
    customer: { ...customerA, manager: 'adam-sdes' },
    variant: { transport, dtmfMethod: 'auto', mediaSecurity: 'sdes' },
    codesBy: 'RFC 4733'
  }))
]

/** The real app on a real Asterisk: every code, each transport, both ways to send a code. */
export async function checkStories(lab: AsteriskLab, checks: CheckList): Promise<void> {
  for (const story of stories) await checkStory(lab, story, checks)
}

/** The same with signalling that nobody can read on the way, and audio too where the PBX has keys for it. */
export async function checkEncryptedStories(lab: AsteriskLab, checks: CheckList): Promise<void> {
  for (const story of encryptedStories) await checkStory(lab, story, checks)
}

async function checkStory(
  lab: AsteriskLab,
  { name, customer, variant, codesBy }: Story,
  checks: CheckList
): Promise<void> {
  await checks.part(`app ${name}`, async () => {
    const stage = await pbxStage(labScenario(lab, customer, variant))
    const { steps } = await playScenario(stage, (step) =>
      checks.check(`app ${name}: ${step.step}`, step.ok, stepSummary(step))
    )
    const sent = steps.find(({ step }) => step === 'whisper')?.sent ?? 'nothing'
    const seen = sent.endsWith(')') ? sent.slice(sent.indexOf('(') + 1, -1) : 'another prefix'
    checks.check(`app ${name}: codes by ${codesBy}`, seen === codesBy, sent)
    const { rtp, srtp } = stage.tap.log.audioPackets
    const asAsked = variant.mediaSecurity === 'sdes' ? rtp === 0 && srtp > 0 : srtp === 0
    checks.check(`app ${name}: the audio on the wire`, asAsked, `${rtp} RTP, ${srtp} SRTP`)
  })
}
