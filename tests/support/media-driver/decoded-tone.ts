import type { Driver } from './driver'

/** How long a tone is waited for, and how long one that was found is listened to. */
const longestMs = 3_000
const listenMs = 300
/** What the analyser's Blackman window and its halves of the spectrum take from a tone's level. */
const analyserDb = 13.5

/** The peak level of a tone in what the page's latest connection decodes, in dBFS: the loudest of the next moments. */
export async function decodedDbfs(driver: Driver, frequencyHz: number): Promise<number> {
  const script = `(async () => {
    const [{ track }] = window.spy.connections.at(-1).getReceivers()
    const context = new AudioContext()
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const bins = new Float32Array(analyser.frequencyBinCount)
    const bin = Math.round((${frequencyHz} * analyser.fftSize) / context.sampleRate)
    let until = performance.now() + ${longestMs}
    let loudest = -99
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      analyser.getFloatFrequencyData(bins)
      const before = loudest
      loudest = Math.max(loudest, ...bins.slice(bin - 2, bin + 3))
      if (before < -40 && loudest >= -40) until = performance.now() + ${listenMs}
    }
    await context.close()
    return Math.round(loudest + ${analyserDb})
  })()`
  return (await driver.ask('inPage', { script })) as number
}
