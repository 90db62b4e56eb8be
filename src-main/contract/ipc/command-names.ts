/** The names alone, without zod, for the preloads: they are small and run before the page. */
export const commandNames = [
  'snapshot.get',
  'supervision.join',
  'supervision.changeMode',
  'supervision.sendAgain',
  'supervision.setMuted',
  'supervision.hangUp',
  'phone.dial',
  'phone.answer',
  'phone.reject',
  'phone.hangUp',
  'phone.setMuted',
  'phone.setHeld',
  'phone.sendDigits',
  'phone.transfer',
  'phone.consult',
  'phone.connectCalls',
  'phone.markSeen',
  'phone.clearRecent',
  'demo.start',
  'demo.stop',
  'demo.callMe',
  'customers.save',
  'customers.remove',
  'customers.activate',
  'customers.setConnected',
  'customers.tryAccount',
  'customers.saveHotkeys',
  'registration.retry',
  'appearance.setColorScheme',
  'sound.choose',
  'sound.setVolume',
  'sound.setProcessing',
  'sound.testMicrophone',
  'sound.playTone',
  'sound.stopTest',
  'diagnostics.setSipTrace',
  'diagnostics.readTrace',
  'diagnostics.readMessage',
  'diagnostics.clearTrace',
  'diagnostics.exportTrace',
  'notices.dismiss'
] as const
export type CommandName = (typeof commandNames)[number]

/** What main tells a window, unasked. */
export const eventNames = ['snapshot.changed', 'levels'] as const
export type EventName = (typeof eventNames)[number]
