import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import type { ListedDevice } from '@contract/ipc/media-protocol'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import { moods, type PbxSays } from './moody-pbx'
import { oneOf, type Numbers } from './numbers-from'
import type { ProofDesk } from './proof-desk'

const microphones: readonly ListedDevice[] = ['one', 'two'].map((id) => ({
  ...{ id, kind: 'microphone', label: id, group: id, isDefault: id === 'one' }
}))
const pcma = [8, 0]

/** One after the other, as a process can only crash when it is there. */
async function restart(process: { crash(): Promise<void>; start(): Promise<void> }) {
  const ended = (restarting.get(process) ?? Promise.resolve()).then(async () => {
    await process.crash()
    await process.start()
  })
  restarting.set(process, ended)
  await ended
}
const restarting = new WeakMap<object, Promise<void>>()

/** Everything that happens to a manager, some of it while the last thing is still going on. */
export function stepsOf(desk: ProofDesk, number: Numbers) {
  const { engine, relay, supervisor } = desk
  const says =
    (socket: PbxSays['socket'], payloadTypes: readonly number[], direction: PbxSays['direction']) =>
    () =>
      desk.pbx.reInvite({ socket, payloadTypes, direction })
  return {
    spy: () => supervisor.changeMode('spy'),
    whisper: () => supervisor.changeMode('whisper'),
    'barge-in': () => supervisor.changeMode('barge-in'),
    'send again': () => supervisor.sendAgain(),
    mute: () => supervisor.setMuted(true),
    unmute: () => supervisor.setMuted(false),
    'hang up': () => supervisor.hangUp(),
    join: () => supervisor.join('744', oneOf(number, supervisionModes)),
    'the PBX holds': says(0, pcma, 'sendonly'),
    'the PBX is silent': says(0, pcma, 'inactive'),
    'the PBX only listens': says(0, pcma, 'recvonly'),
    'the PBX goes on': says(0, pcma, 'sendrecv'),
    'the PBX moves': says(1, pcma, 'sendrecv'),
    'the PBX wants another codec': says(0, [0], 'sendrecv'),
    'the PBX wants G.722': says(0, [9], 'sendrecv'),
    'the PBX wants opus': says(0, [111], 'sendrecv'),
    'the PBX wants what nobody has': says(0, [18], 'sendrecv'),
    'the PBX wants an offer': () => desk.pbx.reInvite(null),
    'the PBX hangs up': () => desk.pbx.bye(),
    'the PBX answers INVITEs otherwise': () => {
      desk.pbx.mood.INVITE = oneOf(number, moods)
    },
    'the PBX answers re-INVITEs otherwise': () => {
      desk.pbx.mood['INVITE again'] = oneOf(number, moods)
    },
    'the PBX answers INFO otherwise': () => {
      desk.pbx.mood.INFO = oneOf(number, moods)
    },
    'the PBX answers at last': () => desk.pbx.answerAtLast(),
    'the network moves': () => desk.networkMoves(),
    'another microphone': () => engine.connected(microphones.slice(1)),
    'both microphones': () => engine.connected(microphones),
    'the microphone is lost': () => {
      engine.says((session) => ({ type: 'microphone-lost', session }))
    },
    'no microphone opens': () => void (engine.problem = 'in-use'),
    'a microphone opens slowly': () => {
      const ms = number(60)
      engine.opens = () => setTimeoutPromise(ms)
    },
    'microphones open again': () => microphonesOpen(desk),
    'the way to the engine is lost': () => {
      engine.says((session) => ({ type: 'disconnected', session }))
    },
    'the engine crashes': () => restart(engine),
    'the relay crashes': () => restart(relay),
    'the relay stalls': async () => {
      relay.stall()
      await setTimeoutPromise(number(80))
      relay.goOn()
    }
  } satisfies Record<string, () => unknown>
}

export type Steps = ReturnType<typeof stepsOf>
export type StepName = keyof Steps

/** What lets the voice out happens more often than what stops it: else there would be nothing to leak. */
const opening = ['whisper', 'barge-in', 'unmute', 'join', 'microphones open again'] as const
const closing = ['spy', 'mute'] as const

export function namesOf(steps: Steps): readonly [StepName, ...StepName[]] {
  const all = Object.keys(steps) as StepName[]
  return [...opening, ...all, ...opening, ...opening, ...closing, ...closing]
}

export function microphonesOpen({ engine }: ProofDesk): void {
  engine.problem = null
  engine.opens = null
}

/** Nothing that happens from outside lasts. */
export async function allIsWell(desk: ProofDesk): Promise<void> {
  desk.relay.goOn()
  await Promise.all([restarting.get(desk.engine), restarting.get(desk.relay)])
  microphonesOpen(desk)
  desk.pbx.behave()
}
