import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeSupervisionCall } from '../../support/supervision/fake-supervision-call'

const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A call that remembers whether the PBX has answered it. */
class AnsweredCall extends FakeSupervisionCall {
  answered = false

  override reach(state: Parameters<FakeSupervisionCall['reach']>[0]): void {
    this.answered = state.kind === 'confirmed'
    super.reach(state)
  }
}

const step = fc.oneof(
  fc.constantFrom(...supervisionModes),
  fc.constantFrom('microphone', 'digits', 'digits-fail', 'mute', 'unmute'),
  fc.constantFrom('session-lost', 'session-lost', 'answer', 'answer', 'refuse', 'hang-up', 'join')
)

const answering = fc.constantFrom('at-once', 'when-told')

describe('calls that take the place of one another', () => {
  it.each(['dtmf', 'rejoin'] as const)(
    'by %s let no voice out in spy, before the answer, or unseen',
    async (switchMethod) => {
      await fc.assert(
        fc.asyncProperty(answering, fc.array(step, { maxLength: 40 }), async (answers, steps) => {
          const calls: AnsweredCall[] = []
          const supervisor = new Supervisor({
            profileOf: (extension) => ({
              target: { extension, name: 'John' },
              codes: { ...defaultCodes, switchMethod },
              dtmfMethod: 'auto',
              callSupervision: true
            }),
            isRegistered: () => true,
            openCall: () => {
              const call = new AnsweredCall(answers)
              calls.push(call)
              return call
            },
            now: () => 1_000,
            log: { info: () => undefined, warn: () => undefined }
          })
          void supervisor.join('744', 'spy')
          let wanted: SupervisionMode = 'spy'
          const end = { by: 'rejected', statusCode: 480, reasonPhrase: '' } as const
          const take = (each: (typeof steps)[number]) => {
            const call = calls.at(-1)
            switch (each) {
              case 'microphone':
                return call?.answerMicrophone()
              case 'digits':
                return call?.finishDigits()
              case 'digits-fail':
                return call?.finishDigits(false)
              case 'mute':
              case 'unmute':
                return void supervisor.setMuted(each === 'mute')
              case 'session-lost':
                if (call?.answered) call.loseSession()
                return
              case 'answer':
                if (call?.wire.some((word) => word.startsWith('dial')) && !call.closed)
                  call.reach({ kind: 'confirmed' })
                return
              case 'refuse':
                if (call?.answered === false) call.reach({ kind: 'terminated', end })
                return
              case 'hang-up':
                return void supervisor.hangUp()
              case 'join':
                if (supervisor.view.phase === 'idle') wanted = 'whisper'
                return void supervisor.join('744', 'whisper')
              default:
                if (supervisor.view.phase === 'supervising') wanted = each
                return void supervisor.changeMode(each)
            }
          }
          const judge = () => {
            const open = calls.filter(({ microphone }) => microphone === 'open')
            expect(open.length).toBeLessThanOrEqual(1)
            if (wanted === 'spy') expect(open).toEqual([])
            for (const call of open) {
              expect(call.answered).toBe(true)
              expect(supervisor.view).toMatchObject({ phase: 'supervising', microphone: 'open' })
            }
          }
          for (const each of steps) {
            take(each)
            judge()
            await settle()
            judge()
          }
        }),
        { numRuns: 500 }
      )
    }
  )
})
