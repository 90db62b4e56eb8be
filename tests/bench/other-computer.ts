import { execFileSync } from 'node:child_process'

/**
 * The PBX's end of the wire stands for another computer, which waits for nothing here: what arrives is noted when it is
 * there, not when drawing the window leaves a processor. Only Linux's administrator may do so; else it is noted a little late.
 *
 * @returns what makes this process one among others again
 */
export function waitForNobody(): () => void {
  const { pid } = process
  const isDone = schedule('--reset-on-fork', '--rr', '--pid', '1', String(pid))
  return () => {
    if (isDone) schedule('--other', '--pid', '0', String(pid))
  }
}

function schedule(...policy: readonly string[]): boolean {
  try {
    execFileSync('chrt', policy, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
