import type { TracedMessage } from '@contract/ipc/trace-view'

/** More addresses than this share the last lane: a PBX with two of them is rare enough. */
const mostRemoteLanes = 2

/** The addresses that the messages of a group go between: ours, and those of the PBX in the order they took part. */
export interface Lanes {
  readonly local: string
  readonly remotes: readonly string[]
}

export function lanesOf(messages: readonly TracedMessage[]): Lanes {
  const remotes = [...new Set(messages.map(({ remote }) => remote))]
  return { local: messages.at(-1)?.local ?? '', remotes: remotes.slice(0, mostRemoteLanes) }
}

/** Which of the PBX's lanes a message belongs to. */
export function laneOf({ remotes }: Lanes, { remote }: TracedMessage): number {
  const lane = remotes.indexOf(remote)
  return lane === -1 ? remotes.length - 1 : lane
}
