import { PhoneParties } from '../../scenario/phone-parties'
import { pbxStage } from '../../scenario/stage'
import type { AsteriskLab } from '../asterisk/asterisk-lab'
import { labCustomers } from '../asterisk/lab-customers'
import { labScenario } from '../lab-scenario'
import { sealedRenumbering } from './sealed-renumbering'
import type { SoundPlace } from './sound-desk'
import { keepNumbers, SteadySequence } from './steady-sequence'

const [customer] = labCustomers

/** Asterisk with SRTP and keys in the SDP: the relay encrypts. The tap has the keys, and hears what leaves for the PBX. */
export async function sdesPlace(lab: AsteriskLab): Promise<SoundPlace> {
  const stage = await pbxStage(
    labScenario(
      lab,
      { ...customer, manager: 'adam-sdes' },
      { transport: 'tls', dtmfMethod: 'auto', mediaSecurity: 'sdes' }
    )
  )
  await stage.parties.connect()
  const { log } = stage.tap
  return { stage, voice: log.fromApp, sequence: new SteadySequence(sealedRenumbering(log)) }
}

/** Asterisk with WebRTC: the engine itself encrypts, and what it says can be heard behind Asterisk only, at the agent. */
export async function webRtcPlace(lab: AsteriskLab): Promise<SoundPlace> {
  const stage = await pbxStage(
    labScenario(
      lab,
      { ...customer, manager: 'adam-rtc' },
      { transport: 'wss', dtmfMethod: 'auto', mediaSecurity: 'dtls' }
    )
  )
  await stage.parties.connect()
  if (!(stage.parties instanceof PhoneParties)) throw new Error('nobody can be listened to')
  return {
    stage,
    voice: stage.parties.recordingOf('agent'),
    sequence: new SteadySequence(keepNumbers)
  }
}
