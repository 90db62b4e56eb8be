import { Phone } from '../../support/phone/phone'
import { absentDbfs, presentDbfs } from '../../support/phone/tone-analysis'
import { callBecomes, type AccountPhone } from '../account-phone'
import type { CheckList } from '../check-list'
import { levelFromNow } from '../tones'
import { checkAnswersToRegister } from './register-answers'
import { adamOn, bobOn, toneHz, transports, type Transport } from './kamailio-phones'
import { startKamailioLab, type KamailioLab, type KamailioOptions } from './kamailio-lab'
import { checkRestart } from './restart-checks'

type Digest = KamailioOptions['digest']
/** bindings are short, so that refreshes happen while somebody looks */
const maxExpiresSeconds = 6

/** The app's own SIP stack on a registrar and proxy that is nothing like Asterisk: each digest, each transport. */
export async function checkKamailio(checks: CheckList): Promise<void> {
  for (const digest of ['MD5', 'SHA-256'] as const) {
    await checks.part(`kamailio ${digest}`, async () => {
      const lab = await startKamailioLab({ digest, maxExpiresSeconds })
      try {
        await Promise.all(
          transports.map((transport) =>
            checks.part(`kamailio ${digest} ${transport}`, () =>
              checkTransport(lab, digest, transport, checks)
            )
          )
        )
        if (digest === 'MD5') {
          await checkAnswersToRegister(lab, checks)
          await checkRestart(lab, checks)
        }
      } finally {
        await lab.stop()
      }
    })
  }
}

async function checkTransport(
  lab: KamailioLab,
  digest: Digest,
  transport: Transport,
  checks: CheckList
): Promise<void> {
  const name = `kamailio ${digest} ${transport}`
  const user = `adam-${transport}`
  const adam = adamOn(lab, user, transport)
  const bob = await bobOn(lab, `bob-${transport}`)
  try {
    const state = await adam.register()
    checks.check(`${name}: registers`, state.kind === 'registered', state.kind)
    const answered = adam.messages('sent', /^REGISTER [^]*algorithm=/)[0] ?? ''
    const algorithm = /algorithm="?([\w-]+)/.exec(answered)?.[1] ?? 'none'
    checks.check(`${name}: answers the challenge`, algorithm === digest, algorithm)

    await checkCall(name, adam, bob, transport, checks)
    const astray = lab.log.lines(new RegExp(`NO-ROUTE .* from=(${user}|bob-${transport})$`))
    checks.check(`${name}: every request took the route`, astray.length === 0, astray.join('; '))

    await lab.log.until(new RegExp(`BOUND ${user} `), 2, 2 * maxExpiresSeconds * 1_000)
    const isRefreshed = adam.states.every(({ state: { kind } }) => kind.startsWith('register'))
    checks.check(
      `${name}: refreshes`,
      isRefreshed,
      adam.states.map(({ state }) => state.kind).join()
    )
    await adam.close()
    const { response } = await bob.dial(user)
    checks.check(`${name}: un-registers`, response.statusCode === 480, `${response.statusCode}`)
  } finally {
    await adam.close()
    await bob.close()
  }
}

async function checkCall(
  name: string,
  adam: AccountPhone,
  bob: Phone,
  transport: string,
  checks: CheckList
): Promise<void> {
  const { call, media } = await adam.dial(`bob-${transport}`)
  const bobCall = await bob.answerNext()
  const { kind } = await callBecomes(call, 5_000, 'confirmed', 'terminated')
  if (!checks.check(`${name}: a call through it`, kind === 'confirmed', kind)) return
  const hearing = async () => [
    await levelFromNow(bobCall.audio.recording, toneHz.adam),
    await levelFromNow(media.audio.recording, toneHz.bob)
  ]
  const levels = await hearing()
  const heard = levels.every((dbfs) => dbfs > presentDbfs)
  checks.check(`${name}: both hear the other`, heard, `${levels.join(' and ')} dBFS`)

  const info = await call.sendInfo('1', 100)
  const body = bobCall.infos[0]?.body ?? ''
  checks.check(
    `${name}: INFO arrives`,
    info.statusCode === 200 && body.startsWith('Signal=1'),
    `${info.statusCode}`
  )
  const hold = await call.setHeld(true)
  const [held = 0] = await hearing()
  checks.check(
    `${name}: holds by re-INVITE`,
    hold.statusCode === 200 && call.held.local && held < absentDbfs,
    `${hold.statusCode}, ${held} dBFS`
  )
  const resume = await call.setHeld(false)
  const [resumed = -99] = await hearing()
  checks.check(
    `${name}: resumes`,
    resume.statusCode === 200 && resumed > presentDbfs,
    `${resume.statusCode}, ${resumed} dBFS`
  )
  call.hangUp()
  const { by } = await bobCall.ended
  checks.check(`${name}: BYE arrives`, by === 'peer', by)

  await checkCalled(name, adam, bob, transport, checks)
}

/** The way back to a phone behind a connection is the connection. */
async function checkCalled(
  name: string,
  adam: AccountPhone,
  bob: Phone,
  transport: string,
  checks: CheckList
): Promise<void> {
  const [{ call: bobCall, response }, { call, media }] = await Promise.all([
    bob.dial(`adam-${transport}`),
    adam.nextCall(5_000).then((ringing) => adam.answer(ringing))
  ])
  if (!checks.check(`${name}: is called`, bobCall !== undefined, `${response.statusCode}`)) return
  const level = await levelFromNow(media.audio.recording, toneHz.bob)
  checks.check(`${name}: hears the caller`, level > presentDbfs, `${level} dBFS`)
  await bobCall?.hangUp()
  const { end } = await callBecomes(call, 5_000, 'terminated')
  checks.check(`${name}: the other side's BYE arrives`, end.by === 'remote', end.by)
}
