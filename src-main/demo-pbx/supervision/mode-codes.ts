import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import type { ModeCodes } from '@contract/settings/dialing-rule'
import type { Clock } from '../clock'

/** How long the next digit of a code may be waited for. */
export const interDigitMs = 2_000

/**
 * Reads the codes of the modes out of the digits dialled during the call. A code may have several digits, and may be
 * the beginning of another: then it counts when no further digit comes.
 */
export class ModeCodeReader {
  private digits = ''
  private cancelTimer: () => void = () => {}

  constructor(
    private readonly codes: ModeCodes,
    private readonly clock: Clock,
    private readonly onMode: (mode: SupervisionMode) => void
  ) {}

  digit(digit: string): void {
    this.cancelTimer()
    if (this.modeOf(this.digits) && !this.continues(this.digits + digit, 'or-is')) this.settle()
    this.digits += digit
    // What cannot begin a code is forgotten from the front: a wrong digit does not spoil the code after it.
    while (!this.continues(this.digits, 'or-is')) this.digits = this.digits.slice(1)
    if (this.digits === '') return
    if (this.continues(this.digits, 'longer'))
      this.cancelTimer = this.clock.after(interDigitMs, this.settle)
    else this.settle()
  }

  close(): void {
    this.cancelTimer()
  }

  private readonly settle = (): void => {
    const mode = this.modeOf(this.digits)
    this.digits = ''
    if (mode) this.onMode(mode)
  }

  private modeOf(digits: string): SupervisionMode | undefined {
    return supervisionModes.find((mode) => digits !== '' && this.codes[mode] === digits)
  }

  private continues(digits: string, how: 'or-is' | 'longer'): boolean {
    return supervisionModes.some((mode) => {
      const code = this.codes[mode]
      return code.startsWith(digits) && (how === 'or-is' || code !== digits)
    })
  }
}
