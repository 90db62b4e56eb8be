import { join } from 'node:path'
import electronLog from 'electron-log/main.js'
import { redact } from './log-redaction'

export interface Log {
  debug(message: string, fields?: object): void
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(message: string, fields?: object): void
}

export function logFileIn(folder: string): string {
  return join(folder, 'logs', 'coachline.log')
}

/** The log file of a user-data folder. One place redacts; docs/LOGGING.md says what belongs in which level. */
export function openLog(folder: string, toConsole: boolean): Log {
  electronLog.transports.file.resolvePathFn = () => logFileIn(folder)
  electronLog.transports.file.level = 'info'
  electronLog.transports.file.maxSize = 5 * 1024 * 1024
  const verbose = process.env['COACHLINE_LOG'] === 'debug'
  electronLog.transports.console.level = toConsole && (verbose ? 'debug' : 'info')
  electronLog.transports.ipc.level = false
  const write =
    (level: keyof Log) =>
    (message: string, fields?: object): void => {
      electronLog[level](redact(fields ? `${message} ${JSON.stringify(fields)}` : message))
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/** The same log, each line marked with the part of the app that wrote it. */
export function scoped(log: Log, scope: string): Log {
  const write =
    (level: keyof Log) =>
    (message: string, fields?: object): void => {
      log[level](`[${scope}] ${message}`, fields)
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
