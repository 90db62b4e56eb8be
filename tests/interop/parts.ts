import { startAsteriskLab, type AsteriskLab } from './asterisk/asterisk-lab'
import type { CheckList } from './check-list'
import { checkCodecs } from './codecs/codecs-part'
import { checkBaresip } from './baresip/baresip-places'
import { checkPbxRestart } from './faults/pbx-restart'
import { checkKamailio } from './kamailio/kamailio-checks'
import { checkLab } from './lab-checks'
import { checkMonitoring } from './monitoring-checks'
import { checkNetwork } from './network/network-part'
import { checkRefusals } from './refusals'
import { checkEncryptedFaults } from './sound/encrypted-faults'
import { checkSound } from './sound/sound-part'
import { checkOddCases } from './sipp/sipp-checks'
import { checkEncryptedStories, checkStories } from './stories'
import { checkDigests } from './digest-checks'
import { checkEarlyMedia } from './early-media'
import { checkEncrypted } from './encrypted-checks'
import { checkWebRtc } from './webrtc-checks'

/** Something that is proved by itself, with what it needs set up before and gone after. */
export interface Part {
  readonly name: string
  readonly run: (checks: CheckList) => Promise<void>
}

/** In the order in which they are run: what is quickest to fail comes first. */
export const parts: readonly Part[] = [
  { name: 'asterisk', run: onAsterisk(checkLab) },
  { name: 'encrypted', run: onAsterisk(checkEncrypted) },
  { name: 'digest', run: onAsterisk(checkDigests) },
  { name: 'early-media', run: onAsterisk(checkEarlyMedia) },
  { name: 'monitoring', run: onAsterisk(checkMonitoring) },
  { name: 'webrtc', run: onAsterisk(checkWebRtc) },
  { name: 'kamailio', run: checkKamailio },
  { name: 'sipp', run: checkOddCases },
  { name: 'baresip', run: checkBaresip },
  { name: 'codecs', run: checkCodecs },
  { name: 'pbx-restart', run: checkPbxRestart },
  { name: 'network', run: checkNetwork },
  { name: 'sound', run: checkSound },
  { name: 'sound-encrypted', run: checkEncryptedFaults },
  { name: 'refusals', run: onAsterisk(checkRefusals) },
  { name: 'stories', run: onAsterisk(checkStories) },
  { name: 'stories-encrypted', run: onAsterisk(checkEncryptedStories) }
]

/** Each part has an Asterisk of its own: one that boots in half a second need not be shared. */
function onAsterisk(run: (lab: AsteriskLab, checks: CheckList) => Promise<void>): Part['run'] {
  return async (checks) => {
    const lab = await startAsteriskLab()
    try {
      await run(lab, checks)
    } finally {
      await lab.stop()
    }
  }
}
