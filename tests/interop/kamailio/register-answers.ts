import { AccountPhone } from '../account-phone'
import type { CheckList } from '../check-list'
import { epochMs } from '../../support/phone/clock'
import { freeSipPort } from '../free-port'
import type { KamailioLab } from './kamailio-lab'

/** What a registrar may answer instead of 200, and where its name may lead. */
export async function checkAnswersToRegister(lab: KamailioLab, checks: CheckList): Promise<void> {
  await checks.part('kamailio 423', () => tooBrief(lab, checks))
  await checks.part('kamailio 503', () => later(lab, checks))
  await checks.part('kamailio wrong password', () => wrongPassword(lab, checks))
  await checks.part('kamailio SRV', () => bySrv(lab, checks))
}

function on({ host, port }: KamailioLab, user: string) {
  return { user, domain: 'kamailio.lab', outboundProxy: { host, port } }
}

async function tooBrief(lab: KamailioLab, checks: CheckList): Promise<void> {
  const adam = new AccountPhone({ account: { ...on(lab, 'brief'), registrationSeconds: 30 } })
  const { kind } = await adam.register()
  const refused = adam.messages('received', /^SIP\/2\.0 423 /).length
  const asked = adam.messages('sent', /^REGISTER [^]*\r\nExpires: 60\r\n/).length
  checks.check(
    'kamailio 423: asks for the least that it may have',
    kind === 'registered' && refused > 0 && asked > 0,
    kind
  )
  await adam.close()
}

async function later(lab: KamailioLab, checks: CheckList): Promise<void> {
  const adam = new AccountPhone({ account: on(lab, 'later') })
  const from = epochMs()
  const first = await adam.register()
  const statusCode = first.kind === 'retrying' ? first.statusCode : undefined
  checks.check('kamailio 503: retries', statusCode === 503, first.kind)
  await adam.registration(10_000, ({ kind }) => kind === 'registered')
  const tookMs = Math.round(epochMs() - from)
  const refusals = lab.log.lines(/LATER later$/).length
  checks.check(
    'kamailio 503: waits as long as Retry-After says, and not much longer',
    tookMs >= 2_000 && tookMs < 4_000 && refusals === 1,
    `${tookMs} ms, refused ${refusals} time(s)`
  )
  await adam.close()
}

async function wrongPassword(lab: KamailioLab, checks: CheckList): Promise<void> {
  const adam = new AccountPhone({ account: on(lab, 'adam-wrong'), password: 'no' })
  const state = await adam.register()
  const reason = state.kind === 'refused' ? state.reason : state.kind
  checks.check(
    'kamailio: a wrong password is said to be wrong',
    reason === 'wrong-password',
    reason
  )
  await adam.close()
}

/** The first server of two is down. */
async function bySrv(lab: KamailioLab, checks: CheckList): Promise<void> {
  const nobody = await freeSipPort()
  const record = (port: number, priority: number) => ({
    name: 'sip.kamailio.lab',
    port,
    priority,
    weight: 0
  })
  const adam = new AccountPhone({
    account: { user: 'adam-srv', domain: 'kamailio.lab', transport: 'tcp' },
    names: {
      addresses: () => Promise.resolve([lab.host]),
      srv: () => Promise.resolve([record(lab.port, 20), record(nobody, 10)])
    }
  })
  const state = await adam.register()
  const through = state.kind === 'registered' ? state.through : state.kind
  checks.check(
    'kamailio SRV: takes the server that is up',
    through.endsWith(`:${lab.port}`),
    through
  )
  await adam.close()
}
