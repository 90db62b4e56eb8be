import { spawn } from 'node:child_process'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { epochMs } from '../support/phone/clock'
import type { Asking } from './switches'

const keys: Readonly<Record<SupervisionMode, string>> = {
  spy: 'ctrl+alt+shift+0',
  whisper: 'ctrl+alt+shift+1',
  'barge-in': 'ctrl+alt+shift+2'
}

/**
 * Presses the default hotkeys for the whole desktop, as a hand would. The time of a press is when the injecting program
 * is told, which is before the key goes down: what is measured is never too good.
 */
export function keyPresses(): Asking & { close(): void } {
  const presser = spawn('xdotool', ['-'], { stdio: ['pipe', 'ignore', 'inherit'] })
  let pressedAt = NaN
  return {
    name: 'key',
    ask: (mode) =>
      new Promise<void>((resolve, reject) => {
        pressedAt = epochMs()
        presser.stdin.write(`key --delay 0 ${keys[mode]}\n`, (error) => {
          if (error) reject(error)
          else resolve()
        })
      }),
    askedAt: () => Promise.resolve(pressedAt),
    close: () => presser.stdin.end()
  }
}
