import { powerMonitor } from 'electron'

/** Tells that the computer slept and is awake again. @returns a function that removes the listener */
export function onWake(listener: () => void): () => void {
  powerMonitor.on('resume', listener)
  return () => powerMonitor.off('resume', listener)
}
