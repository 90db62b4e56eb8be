import type { SoundUse } from '@contract/ipc/media-protocol'

/** Until main says otherwise. */
export const systemSound: SoundUse = {
  microphone: { id: null, identity: '' },
  speaker: { id: null, identity: '' },
  ringer: { id: null, identity: '' },
  volumePercent: 100,
  ringerVolumePercent: 100,
  microphoneGainDb: 0,
  evenLoudness: false,
  processing: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
}

/**
 * The constraints of getUserMedia. A device that is named is used when it is there. One that went a moment ago, before main
 * could know, is replaced by the system's default without being asked for in vain: that would double the gap.
 */
export function voiceConstraints({ microphone, processing }: SoundUse): MediaTrackConstraints {
  return microphone.id === null
    ? { ...processing }
    : { ...processing, deviceId: { ideal: microphone.id } }
}

/** Opens the microphone in use. */
export async function captureVoice(use: SoundUse): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: voiceConstraints(use) })
  const [track] = stream.getAudioTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  return track
}

/** What Chromium calls the system's default in the settings of a track. */
const defaultId = 'default'

/** Whether a track is what would be captured anew. Of another default of the system that cannot be known. */
export function isCapturedAs(track: MediaStreamTrack, use: SoundUse): boolean {
  const settings = track.getSettings()
  const { microphone, processing } = use
  return (
    settings.deviceId === (microphone.id ?? defaultId) &&
    settings.echoCancellation === processing.echoCancellation &&
    settings.noiseSuppression === processing.noiseSuppression &&
    settings.autoGainControl === processing.autoGainControl
  )
}
