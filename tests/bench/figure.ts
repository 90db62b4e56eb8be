/** One number of the bench; lower is better. `target` and `peer` (another product's number) only where there is one. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | '%' | 'kB' | 'MB'
  readonly target?: number
  readonly peer?: number
}

/** The value below which `share` of the samples lie (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  const value = sorted[rank - 1]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export function figureOf(
  name: string,
  unit: Figure['unit'],
  value: number,
  target?: number
): Figure {
  const rounded = (exact: number) => Math.round(exact * 10) / 10
  return {
    name,
    value: rounded(value),
    unit,
    ...(target === undefined ? {} : { target: rounded(target) })
  }
}

export function milliseconds(name: string, value: number, target?: number): Figure {
  return figureOf(name, 'ms', value, target)
}

export function figureLine({ name, value, unit, target, peer }: Figure): string {
  const shown = Number.isInteger(value * 10) ? value.toFixed(1) : String(value)
  const verdict =
    target === undefined ? '' : `target ${target} ${unit}${value > target ? ', missed' : ''}`
  const other = peer === undefined ? '' : `peer ${peer} ${unit}`
  const remarks = [verdict, other].filter((remark) => remark !== '').join(', ')
  return `${name.padEnd(44)} ${shown.padStart(8)} ${unit}  ${remarks}`.trimEnd()
}
