import type { Driver } from './driver'

/** What one getUserMedia asked for. */
export interface AskedAudio {
  readonly deviceId?: { readonly ideal: string }
  readonly echoCancellation: boolean
  readonly noiseSuppression: boolean
  readonly autoGainControl: boolean
}

/** Devices of the page that come and go when a test says so. Everything else of them is the browser's. */
export async function watchPageDevices(driver: Driver): Promise<void> {
  await driver.ask('inPage', {
    script: `(() => {
      const seen = { asked: [], settings: [], sinks: [], absent: [] }
      window.devicesSeen = seen
      const { mediaDevices } = navigator
      const { setSinkId } = HTMLMediaElement.prototype
      HTMLMediaElement.prototype.setSinkId = async function (id) {
        await setSinkId.call(this, id)
        seen.sinks.push({ id, volume: this.volume })
      }
      const capture = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async ({ audio }) => {
        seen.asked.push(audio)
        const { deviceId, ...processing } = audio
        const isAbsent = seen.absent.includes(deviceId?.ideal)
        const stream = await capture({ audio: isAbsent ? processing : audio })
        seen.settings.push(stream.getAudioTracks()[0].getSettings())
        return stream
      }
      const list = mediaDevices.enumerateDevices.bind(mediaDevices)
      mediaDevices.enumerateDevices = async () =>
        (await list()).filter(({ deviceId }) => !seen.absent.includes(deviceId))
    })()`
  })
}

/** As when its plug is pulled, or put back: what captures from it ends, and the page is told. */
export async function unplug(driver: Driver, ...ids: readonly string[]): Promise<void> {
  await driver.ask('inPage', {
    script: `(() => {
      const { absent } = window.devicesSeen
      absent.splice(0, absent.length, ...${JSON.stringify(ids)})
      for (const track of window.spy.tracks) {
        if (track.readyState !== 'live' || !absent.includes(track.getSettings().deviceId)) continue
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'))
    })()`
  })
}

/** The constraints of every getUserMedia since `watchPageDevices`. */
export async function askedAudio(driver: Driver): Promise<readonly AskedAudio[]> {
  return (await driver.ask('inPage', { script: 'devicesSeen.asked' })) as AskedAudio[]
}

/** What the browser made of them, track by track. */
export async function gotAudio(driver: Driver): Promise<readonly MediaTrackSettings[]> {
  return (await driver.ask('inPage', { script: 'devicesSeen.settings' })) as MediaTrackSettings[]
}

/** The speakers that something was played on, in order. */
export async function playedOn(driver: Driver): Promise<readonly { id: string; volume: number }[]> {
  return (await driver.ask('inPage', { script: 'devicesSeen.sinks' })) as {
    id: string
    volume: number
  }[]
}
