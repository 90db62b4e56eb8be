/**
 * Ends a process that does not listen any more, also one that is stopped: neither `forcefullyCrashRenderer` on Linux nor
 * SIGTERM reaches that.
 *
 * @param pid - without one, or when there is no such process any more, nothing happens
 */
export function endProcess(pid: number | undefined): void {
  // 0 would be all of our own.
  if (!pid) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself.
  }
}
