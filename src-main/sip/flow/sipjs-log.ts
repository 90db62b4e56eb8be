import { LoggerFactory } from 'sip.js/lib/core/index.js'
import type { SipLog } from '../ports'

/** Lets sip.js's complaints into our log. Its chatter stays out: it is one line for each step of each transaction. */
export function sipjsLoggerFactory(log: SipLog): LoggerFactory {
  const factory = new LoggerFactory()
  factory.builtinEnabled = false
  factory.connector = (level, category, _label, content: unknown) => {
    if (level === 'error') log.warn('sip.js', { category, content: String(content) })
    else if (level === 'warn') log.debug('sip.js', { category, content: String(content) })
  }
  return factory
}
