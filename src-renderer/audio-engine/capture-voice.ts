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

/** The constraints of getUserMedia. A device that is named is meant, so it is asked for exactly. */
export function voiceConstraints({ microphone, processing }: SoundUse): MediaTrackConstraints {
  return microphone.id === null
    ? { ...processing }
    : { ...processing, deviceId: { exact: microphone.id } }
}

/**
 * Opens the microphone in use. One that went a moment ago, before main could know, is replaced by the system's default;
 * one that cannot be opened for another reason is not.
 */
export async function captureVoice(use: SoundUse): Promise<MediaStreamTrack> {
  try {
    return await capture(voiceConstraints(use))
  } catch (error) {
    if (use.microphone.id === null || !isAbsent(error)) throw error
    return capture(voiceConstraints({ ...use, microphone: { id: null, identity: '' } }))
  }
}

async function capture(audio: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio })
  const [track] = stream.getAudioTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  return track
}

function isAbsent(error: unknown): boolean {
  // OverconstrainedError is no DOMException in every Chromium.
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : ''
  return name === 'OverconstrainedError' || name === 'NotFoundError'
}
