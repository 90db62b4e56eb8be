import { z } from 'zod'

/**
 * Every reason that can reach a person. The locale files hold a text and a next step for each one, and a test proves it.
 */
export const failureReasons = [
  // joining and switching
  'supervision.not-registered',
  'supervision.already-supervising',
  'supervision.unknown-extension',
  'supervision.call-supervision-off',
  'supervision.not-supervising',
  'supervision.switch-not-possible',
  'supervision.refused.forbidden',
  'supervision.refused.no-call',
  'supervision.refused.not-found',
  'supervision.refused.busy',
  'supervision.refused.media',
  'supervision.refused.other',
  'supervision.no-answer',
  'supervision.connection-lost',
  'supervision.media-failed',
  'supervision.encryption',
  'dtmf.not-sent',
  // ordinary calls
  'phone.not-registered',
  'phone.not-dialable',
  'phone.supervision-code',
  'phone.in-supervision',
  'phone.call-over',
  'phone.hold-refused',
  'phone.resume-refused',
  'phone.transfer-refused',
  'phone.transfer-unconfirmed',
  'phone.digits-not-sent',
  'supervision.in-call',
  // microphone
  'microphone.none',
  'microphone.denied',
  'microphone.in-use',
  'microphone.failed',
  // monitoring
  'monitoring.on-call',
  // sound devices
  'sound.device-gone',
  'sound.microphone-replaced',
  'sound.microphone-missing',
  'sound.speaker-replaced',
  'sound.speaker-missing',
  'sound.test-in-call',
  'sound.echo-failed',
  'sound.echo-lost',
  'system.setting-not-opened',
  // settings and files
  'settings.invalid',
  'settings.not-saved',
  'settings.file-broken',
  'settings.file-newer',
  'settings.unknown-customer',
  'settings.in-supervision',
  'provision.unreadable',
  'provision.not-json',
  'provision.invalid',
  'password.not-stored',
  'password.missing',
  // trying an account
  'account.unknown-host',
  'account.unreachable',
  'account.certificate',
  'account.ca-file',
  'account.no-websocket',
  'account.no-answer',
  'account.wrong-password',
  'account.refused',
  'account.refused-elsewhere',
  'account.server-error',
  // trying its STUN and TURN servers
  'ice-server.unknown-host',
  'ice-server.unreachable',
  'ice-server.no-answer',
  'ice-server.certificate',
  'ice-server.distrusted',
  'ice-server.wrong-password',
  'ice-server.refused',
  // demo PBX and the app itself
  'demo.not-started',
  'demo.port-in-use',
  'media.not-started',
  'media.relay-lost',
  'media.voice-leaked',
  'media.not-connected',
  'media.turn-refused',
  'media.turn-unreachable',
  'media.turn-password-missing',
  'hotkey.not-registered',
  'diagnostics.not-saved',
  'app.internal'
] as const
export type FailureReason = (typeof failureReasons)[number]

/** What a command answers, and what a notice shows, when something expected went wrong. */
export const failureSchema = z.object({
  reason: z.enum(failureReasons),
  /** values for the text: status code, extension, file name, field; never a secret */
  context: z.record(z.string(), z.union([z.string(), z.number()]))
})
export type Failure = z.infer<typeof failureSchema>

export function failure(reason: FailureReason, context: Failure['context'] = {}): Failure {
  return { reason, context }
}
