import { quantile, type Figure } from '../figure'
import type { Latencies, WayName } from './ways'

const targetMs = 2
const directions = { in: 'inMs', out: 'outMs' } as const
const shares = { p50: 0.5, p99: 0.99 } as const

/**
 * What the relay adds to a packet's way: a quantile of the times with it, less the same quantile of the times without
 * it. The two lie beside it, so that nothing is hidden by the difference.
 */
export function addedLatency(
  name: string,
  { relay, direct }: Readonly<Record<WayName, Latencies>>
): readonly Figure[] {
  return Object.entries(directions).flatMap(([direction, key]) =>
    Object.entries(shares).flatMap(([quantileName, share]) => {
      const withRelay = quantile(relay[key], share)
      const without = quantile(direct[key], share)
      const figure = (way: string, value: number): Figure => ({
        name: `${name}.${direction}.${quantileName}.${way}`,
        value: Math.round(value * 100) / 100,
        unit: 'ms'
      })
      return [
        figure('with-relay', withRelay),
        figure('without-relay', without),
        {
          ...figure('with-less-without', withRelay - without),
          ...(quantileName === 'p99' ? { target: targetMs } : {})
        }
      ]
    })
  )
}
