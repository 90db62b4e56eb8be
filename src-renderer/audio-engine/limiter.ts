export type LimiterOptions = Required<
  Pick<DynamicsCompressorOptions, 'threshold' | 'knee' | 'ratio' | 'attack' | 'release'>
>

/** Inaudible, and less than any captured sound: -140 dBFS. */
const primingOffset = 1e-7
/** Ten times what it takes: the clock may have run ahead of what is said here. */
const risenSeconds = 0.1
const fastestReleaseSeconds = 0.001

/**
 * Holds what is loud below full scale. Chromium's compressor begins 20 dB too low, and rises as slowly as it releases and
 * not before it is given sound. Here it has risen before there is any.
 */
export function limiter(
  context: BaseAudioContext,
  { release, ...options }: LimiterOptions
): DynamicsCompressorNode {
  const node = new DynamicsCompressorNode(context, { ...options, release: fastestReleaseSeconds })
  node.release.setValueAtTime(release, context.currentTime + risenSeconds)
  const priming = new ConstantSourceNode(context, { offset: primingOffset })
  priming.connect(node)
  priming.start()
  return node
}

/** What a compressor adds by itself (W3C Web Audio §1.19.5, makeup gain): 0.6 of what it takes from full scale. */
export function makeupDb({ threshold, ratio }: LimiterOptions): number {
  return 0.6 * (1 - 1 / ratio) * -threshold
}
