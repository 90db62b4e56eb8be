import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const tokens = readFileSync(
  resolve(import.meta.dirname, '../../../src-renderer/ui/app/tokens.css'),
  'utf8'
)

/** WCAG 2.2, 1.4.3 for text and 1.4.11 for what is drawn. */
const TEXT = 4.5
const DRAWN = 3

type Colours = ReadonlyMap<string, string>

function coloursOf(scheme: string): Colours {
  const [, block = ''] = new RegExp(`scheme='${scheme}'\\] \\{(.*?)\\n\\}`, 's').exec(tokens) ?? []
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value])
  )
}

function hex(colours: Colours, name: string): string {
  const value = colours.get(name)
  if (value === undefined) throw new Error(`tokens.css has no --${name}`)
  const [, other] = /^var\(--([\w-]+)\)$/.exec(value) ?? []
  return other === undefined ? value : hex(colours, other)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const modes = ['spy', 'whisper', 'barge-in']
const surfaces = ['window', 'panel', 'subtle', 'hover', 'selected'].map((name) => `surface-${name}`)
const cross = (inks: string[], backs: string[], least: number) =>
  inks.flatMap((ink) => backs.map((back) => [ink, back, least] as const))

const pairs = [
  ...cross(['ink', 'ink-secondary', 'ink-tertiary'], surfaces, TEXT),
  ...modes.flatMap((mode) => [
    ...cross([`${mode}-ink`], [`${mode}-soft`, 'surface-panel', 'surface-subtle'], TEXT),
    ...cross(['ink', 'ink-secondary'], [`${mode}-soft`], TEXT),
    ...cross(['ink-on-mode'], [mode], TEXT),
    ...cross([mode], ['surface-panel'], DRAWN)
  ]),
  ...['good', 'caution', 'danger', 'accent'].flatMap((tone) =>
    cross([`${tone}-ink`], [`${tone}-soft`, 'surface-panel', 'surface-window'], TEXT)
  ),
  ...cross(['ink', 'ink-secondary'], ['caution-soft', 'danger-soft'], TEXT),
  ...cross(['ink-on-mode'], ['call', 'call-hover'], TEXT),
  ...cross(['call'], ['surface-panel'], DRAWN),
  ...cross(['ink-on-accent'], ['accent', 'accent-hover', 'danger', 'danger-hover'], TEXT),
  ...cross(['ink-on-tooltip'], ['surface-tooltip'], TEXT),
  ...cross(
    ['lamp-idle', 'lamp-ringing', 'lamp-on-call', 'lamp-unknown'],
    ['surface-panel', 'surface-hover', 'surface-selected', 'barge-in-soft'],
    DRAWN
  ),
  ...cross(['line-control'], ['surface-panel'], DRAWN),
  ...cross(['meter-fill'], ['surface-panel', 'barge-in-soft'], DRAWN)
]

describe.each(['light', 'dark'])('in the %s scheme', (scheme) => {
  const colours = coloursOf(scheme)
  it.each(pairs)('%s on %s reaches %f : 1', (ink, back, least) => {
    expect(contrast(hex(colours, ink), hex(colours, back))).toBeGreaterThanOrEqual(least)
  })
})
