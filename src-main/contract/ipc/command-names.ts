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
  'history.clear',
  'demo.start',
  'demo.stop',
  'demo.callMe',
  'customers.save',
  'customers.remove',
  'customers.activate',
  'customers.setConnected',
  'customers.tryAccount',
  'customers.tryIceServer',
  'customers.saveHotkeys',
  'registration.retry',
  'appearance.setColorScheme',
  'hud.set',
  'hud.fit',
  'hud.drawn',
  'window.show',
  'sound.choose',
  'sound.setVolume',
  'sound.setMicrophoneGain',
  'sound.setListening',
  'sound.setProcessing',
  'sound.testMicrophone',
  'sound.playTone',
  'sound.ringOnce',
  'sound.stopTest',
  'sound.startEchoCall',
  'sound.endEchoCall',
  'system.openSetting',
  'diagnostics.setSipTrace',
  'diagnostics.readTrace',
  'diagnostics.readMessage',
  'diagnostics.clearTrace',
  'diagnostics.exportTrace',
  'bells.set',
  'bells.setDesktopNotifications',
  'notices.dismiss'
] as const
export type CommandName = (typeof commandNames)[number]

/** All that the small window may ask for. It shows who hears the manager, and nothing else is its business. */
export const hudCommandNames = [
  'snapshot.get',
  'supervision.changeMode',
  'supervision.setMuted',
  'supervision.hangUp',
  'hud.fit',
  'hud.drawn',
  'window.show'
] as const satisfies readonly CommandName[]

/** What main tells a window, unasked. */
export const eventNames = ['snapshot.changed', 'levels'] as const
export type EventName = (typeof eventNames)[number]

/** The small window has no meters. */
export const hudEventNames = ['snapshot.changed'] as const satisfies readonly EventName[]
