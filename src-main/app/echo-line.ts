import { failure } from '@contract/errors/reasons'
import { fail } from '@contract/ipc/result'
import { demoCustomer, demoPassword } from '../demo-pbx/demo-customer'
import { echoNumber } from '../demo-pbx/phone/phone-book'
import type { MediaHost } from '../media/media-host'
import { SipAccount } from '../sip/sip-account'
import type { SipLog } from '../sip/ports'
import type { EchoLine } from './echo-call'
import { SipPhoneLeg } from './phone-leg'
import { signIn } from './try-account'

/**
 * The account of the demo's manager, for one call to its echo.
 *
 * @param openMedia - null when the media path is not up
 */
export function echoLine(
  port: number,
  openMedia: (
    ...of: Parameters<MediaHost['openCallMedia']>
  ) => ReturnType<MediaHost['openCallMedia']> | null,
  log: SipLog
): EchoLine {
  const { account } = demoCustomer(port)
  const manager = new SipAccount({ account, password: demoPassword, log })
  return {
    signIn: async () => {
      const signedIn = await signIn(manager, account)
      if (signedIn.ok) return signedIn
      log.warn('echo call: not signed in', { reason: signedIn.failure.reason })
      return fail(failure('sound.echo-failed'))
    },
    dial: () => {
      const media = openMedia(manager.localAddress(), account)
      if (!media) return null
      return new SipPhoneLeg(manager.invite(echoNumber, media), account.dtmfMethod, media)
    },
    stop: () => manager.stop()
  }
}
