import type { CommandHandlers } from '../ipc/gate'
import type { Phone } from '../phone/phone'

type PhoneCommand = Extract<keyof CommandHandlers, `phone.${string}`>

/** @param join - whoever dials the code of a supervision wants no call */
export function phoneCommands(
  phone: Phone,
  ready: () => Promise<void>,
  join: CommandHandlers['supervision.join']
): Pick<CommandHandlers, PhoneCommand> {
  return {
    'phone.dial': async ({ number }) => {
      const code = phone.supervisionCode(number)
      if (code?.kind === 'join') return join({ extension: code.extension, mode: code.mode })
      await ready()
      return phone.dial(number)
    },
    'phone.answer': async ({ id, endSupervision }) => {
      await ready()
      return phone.answer(id, endSupervision)
    },
    'phone.reject': ({ id }) => phone.reject(id),
    'phone.hangUp': ({ id }) => phone.hangUp(id),
    'phone.setMuted': ({ id, muted }) => phone.setMuted(id, muted),
    'phone.setHeld': ({ id, held }) => phone.setHeld(id, held),
    'phone.sendDigits': ({ id, digits }) => phone.sendDigits(id, digits),
    'phone.transfer': ({ id, number }) => phone.transfer(id, number),
    'phone.consult': ({ id, number }) => phone.consult(id, number),
    'phone.connectCalls': ({ id, otherId }) => phone.connectCalls(id, otherId),
    'phone.markSeen': () => phone.markSeen(),
    'phone.clearRecent': () => phone.clearRecent()
  }
}
