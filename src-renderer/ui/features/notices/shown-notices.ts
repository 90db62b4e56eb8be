import type { Failure } from '@contract/errors/reasons'
import type { Slices } from '@contract/ipc/snapshot'
import type { FailedIntent } from '../../store/failed-intents'

export type ShownNotice = {
  readonly key: string
  /** another one when the same notice comes again with other words */
  readonly arrival: string
  readonly failure: Failure
  readonly severity: 'info' | 'warning' | 'error'
} & (
  | { readonly source: 'main'; readonly id: string }
  | { readonly source: 'intent'; readonly command: FailedIntent['command'] }
)

/** Main's notices and the failed clicks, newest last; what the supervision dock says already is not said twice. */
export function shownNotices(
  notices: Slices['notices'],
  failedIntents: readonly FailedIntent[],
  supervision: Slices['supervision']
): readonly ShownNotice[] {
  const said = new Set(notices.map(({ failure }) => failure.reason))
  const inDock = supervisionFailure(supervision)
  if (inDock) said.add(inDock.reason)
  return [
    ...notices.map((notice): ShownNotice => ({
      ...notice,
      key: `main ${notice.id}`,
      arrival: arrivalOf(`main ${notice.id}`, notice.failure),
      source: 'main'
    })),
    ...failedIntents
      .filter(({ failure }) => !said.has(failure.reason))
      .map(({ command, failure }): ShownNotice => ({
        key: `intent ${command}`,
        arrival: arrivalOf(`intent ${command}`, failure),
        failure,
        severity: 'error',
        source: 'intent',
        command
      }))
  ]
}

function arrivalOf(key: string, failure: Failure): string {
  return `${key} ${JSON.stringify(failure)}`
}

function supervisionFailure(supervision: Slices['supervision']): Failure | null {
  switch (supervision.phase) {
    case 'idle':
      return supervision.last?.failure ?? null
    case 'joining':
      return null
    case 'supervising':
      return supervision.failure
  }
}
