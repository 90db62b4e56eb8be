import { srtpSuites, type SrtpSuite } from '@contract/ipc/media-protocol'
import { levelDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { epochMs } from '../../support/phone/clock'
import { Phone } from '../../support/phone/phone'
import { presentDbfs } from '../../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from '../account-phone'
import { startAsteriskLab, type AsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { SealedMedia } from './sealed-media'

const withinMs = 5_000
const toneHz = { manager: 1_000, agent: 700 } as const
/** a second before the wrap of the sequence number, and two after it */
const heardMs = 3_000
const voicedDbfs = -40
/** Asterisk that guesses the rollover counter wrong drops everything from there on. */
const longestGapMs = 500

/**
 * Asterisk's own SRTP follows ours over the wrap of the sequence number (RFC 3711 §3.3.1), which a call comes to after 22
 * minutes at most.
 */
export async function checkSrtpWrap(checks: CheckList): Promise<void> {
  const lab = await startAsteriskLab()
  try {
    for (const suite of srtpSuites) {
      await checks.part(`srtp wrap: ${suite}`, () => checkSuite(lab, suite, checks))
    }
  } finally {
    await lab.stop()
  }
}

async function checkSuite(lab: AsteriskLab, suite: SrtpSuite, checks: CheckList): Promise<void> {
  const { host, port, tlsPort, caFile } = lab
  const adam = new AccountPhone({
    account: {
      user: 'adam-sdes',
      domain: host,
      outboundProxy: { host, port: tlsPort },
      transport: 'tls',
      caFile
    }
  })
  const agent = await Phone.open({
    account: {
      user: '744',
      password: 'pw-744',
      domain: host,
      server: { host, port, transport: 'udp' }
    },
    toneHz: toneHz.agent
  })
  try {
    await Promise.all([adam.register(), agent.register()])
    const media = await SealedMedia.open(suite, toneHz.manager)
    const call = adam.account.invite('744', media)
    const { audio } = await agent.answerNext(withinMs)
    await callBecomes(call, withinMs, 'confirmed')
    const from = epochMs()
    await audio.recording.audioUntil(from + heardMs, heardMs + withinMs)
    const voiced = audio.recording.audio
      .filter(({ at, samples }) => at > from && levelDbfs(samples, toneHz.manager) > voicedDbfs)
      .map(({ at }) => at)
    const times = [from, ...voiced, from + heardMs]
    const gap = Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)))
    const after = media.sent.length - 1 - media.sent.indexOf(65_535)
    const last = media.stream.audio.recording.audio.at(-1)
    const back = last ? levelDbfs(last.samples, toneHz.agent) : -99
    checks.check(
      `srtp wrap: ${suite}: Asterisk follows ours`,
      media.sent.includes(65_535) && after > 50 && gap < longestGapMs && back > presentDbfs,
      `${after} packets after it, longest gap ${Math.round(gap)} ms, ${Math.round(back)} dBFS back`
    )
    call.hangUp()
  } finally {
    await adam.close()
    await agent.close()
  }
}
