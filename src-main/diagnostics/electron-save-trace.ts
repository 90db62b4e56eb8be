import { writeFile } from 'node:fs/promises'
import { dialog } from 'electron'
import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { TraceFormat } from '@contract/ipc/trace-view'
import { traceCapture } from './trace-capture'
import { traceText, type TraceFile } from './trace-text'

const kinds = {
  text: { extension: 'txt', write: traceText },
  capture: { extension: 'pcapng', write: traceCapture }
} as const

/** Where the trace goes is asked by the system's dialog: no window ever names a path. */
export async function saveTrace(
  file: TraceFile,
  format: TraceFormat
): Promise<Result<{ saved: boolean }>> {
  const { extension, write } = kinds[format]
  const day = new Date(file.exportedAt).toISOString().slice(0, 10)
  const { filePath } = await dialog.showSaveDialog({
    defaultPath: `coachline-sip-${day}.${extension}`,
    filters: [{ name: extension, extensions: [extension] }]
  })
  if (!filePath) return ok({ saved: false })
  try {
    // Who called whom is nobody else's business on this computer.
    await writeFile(filePath, write(file), { mode: 0o600 })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return fail(failure('diagnostics.not-saved', { detail }))
  }
  return ok({ saved: true })
}
