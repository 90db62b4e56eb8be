import { describe, expect, it } from 'vitest'
import { acceleratorText } from '../../../src-renderer/ui/i18n/accelerator-text'
import { elapsedText, secondsUntil } from '../../../src-renderer/ui/i18n/elapsed-text'
import { remotePartyText } from '../../../src-renderer/ui/features/monitored-extensions/remote-party-text'
import { levelShare } from '../../../src-renderer/ui/components/level-share'

describe('a running time', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [7_000, '0:07'],
    [725_000, '12:05'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [3_723_000, '1:02:03'],
    [100 * 3_600_000, '100:00:00'],
    [-5_000, '0:00']
  ])('of %i ms is %s', (ms, text) => {
    expect(elapsedText(ms)).toBe(text)
  })
})

describe('the seconds until a moment', () => {
  it.each([
    [10_000, 7_600, 3],
    [10_000, 7_000, 3],
    [10_000, 10_000, 0],
    [10_000, 12_000, 0]
  ])('%i, seen from %i, are %i', (moment, now, seconds) => {
    expect(secondsUntil(moment, now)).toBe(seconds)
  })
})

describe('an accelerator', () => {
  it.each([
    ['CommandOrControl+Alt+1', 'linux', 'Ctrl+Alt+1'],
    ['CommandOrControl+Alt+1', 'darwin', '⌘⌥1'],
    ['Super+Shift+F5', 'win32', 'Win+Shift+F5'],
    ['Super+F5', 'linux', 'Super+F5'],
    ['Control+Option+H', 'darwin', '⌃⌥H']
  ] as const)('%s on %s reads %s', (accelerator, platform, text) => {
    expect(acceleratorText(accelerator, platform)).toBe(text)
  })
})

describe('the other party', () => {
  it.each([
    [null, ''],
    [{}, ''],
    [{ displayName: 'Helen Park', uri: 'sip:1@pbx' }, 'Helen Park'],
    [{ uri: 'sip:+442079460321@pbx.example.com' }, '+442079460321'],
    [{ uri: 'sip:%2390744@pbx.example.com;user=phone' }, '#90744'],
    [{ uri: 'tel:+12125550147' }, '+12125550147'],
    [{ uri: 'sip:%zz@pbx' }, '%zz'],
    [{ uri: 'anonymous' }, 'anonymous']
  ])('%j reads %j', (remote, text) => {
    expect(remotePartyText(remote)).toBe(text)
  })
})

describe('a level', () => {
  it.each([
    [-99, 0],
    [-60, 0],
    [-30, 0.5],
    [0, 1],
    [3, 1]
  ])('of %i dBFS fills %f of a meter', (dbfs, share) => {
    expect(levelShare(dbfs)).toBe(share)
  })
})
