import type { SupervisionMode } from '@contract/telephony/supervision-mode'

/** What one party hears, and how much of it is the manager. */
export interface PartyMix {
  readonly mix: Int16Array
  readonly managerShare: Int16Array
}

export interface ConversationFrame {
  readonly agent: Int16Array
  readonly client: Int16Array
  readonly supervisors: readonly { readonly mode: SupervisionMode; readonly voice: Int16Array }[]
}

export interface ConversationMixes {
  readonly agent: PartyMix
  readonly client: PartyMix
  /** the same for every supervisor: supervisors do not hear each other */
  readonly supervisor: Int16Array
}

/**
 * The PBX's own table of who hears a supervisor. It is not taken from the contract on purpose: the product's opinion
 * (`audibleTo`) and the audio of this mixer are tested against each other.
 */
const supervisorReaches: Readonly<Record<SupervisionMode, { agent: boolean; client: boolean }>> = {
  spy: { agent: false, client: false },
  whisper: { agent: true, client: false },
  'barge-in': { agent: true, client: true }
}

/** Mixes 20 ms for everybody in a supervised call. */
export function mixConversation({
  agent,
  client,
  supervisors
}: ConversationFrame): ConversationMixes {
  const shareFor = (party: 'agent' | 'client') =>
    saturatingSum(
      agent.length,
      supervisors.filter(({ mode }) => supervisorReaches[mode][party]).map(({ voice }) => voice)
    )
  const forAgent = shareFor('agent')
  const forClient = shareFor('client')
  return {
    agent: { mix: saturatingSum(agent.length, [client, forAgent]), managerShare: forAgent },
    client: { mix: saturatingSum(agent.length, [agent, forClient]), managerShare: forClient },
    supervisor: saturatingSum(agent.length, [agent, client])
  }
}

/** Adds tracks sample by sample; what does not fit into 16 bits is clipped, never wrapped around. */
export function saturatingSum(length: number, tracks: readonly Int16Array[]): Int16Array {
  return new Int16Array(length).map((_, at) => {
    let sum = 0
    for (const track of tracks) sum += track[at] ?? 0
    return Math.max(-32_768, Math.min(32_767, sum))
  })
}
