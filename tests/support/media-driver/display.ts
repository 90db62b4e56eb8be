import { spawn } from 'node:child_process'

/** A display of its own, where there is none: Electron wants one even for windows that are never shown. */
export interface Display {
  readonly env: NodeJS.ProcessEnv
  stop(): void
}

export async function startDisplay(): Promise<Display> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return { env: {}, stop: () => {} }
  // Xvfb chooses a free number and writes it to descriptor 3.
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe']
    }
  )
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Xvfb exited with ${String(code)}`)))
    let text = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.trim())
    })
  })
  return {
    env: { DISPLAY: `:${number}` },
    stop: () => {
      child.kill()
    }
  }
}
