/**
 * Numbered requests and answers over a MessagePort, for the two processes that main runs: the media relay and the audio
 * engine. Each side declares its requests and events as types; nothing is called by a name that the types do not have.
 */

/** The two methods that Node, Electron and the browser spell alike. */
export interface PortLike {
  postMessage(message: unknown): void
}

export type Requests = Record<string, { input: unknown; output: unknown }>

type Message =
  | { id: number; request: string; input: unknown }
  | { answerTo: number; value: unknown }
  | { answerTo: number; error: string }
  | { event: unknown }

/** The side that asks. `receive` is given every message that arrives on the port. */
export interface PortClient<Served extends Requests> {
  request<Name extends keyof Served & string>(
    name: Name,
    input: Served[Name]['input']
  ): Promise<Served[Name]['output']>
  receive(message: unknown): void
  /** Rejects what is still unanswered: the other side is gone. */
  close(why: string): void
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller declares what it is told
export function portClient<Served extends Requests, Event>(
  port: PortLike,
  onEvent: (event: Event) => void
): PortClient<Served> {
  let lastId = 0
  const waiting = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void }
  >()
  return {
    request(name, input) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve, reject })
        port.postMessage({ id, request: name, input } satisfies Message)
      })
    },
    receive(data) {
      const message = data as Message
      if ('event' in message) onEvent(message.event as Event)
      else if ('answerTo' in message) {
        const entry = waiting.get(message.answerTo)
        waiting.delete(message.answerTo)
        if ('error' in message) entry?.reject(new Error(message.error))
        else entry?.resolve(message.value as never)
      }
    },
    close(why) {
      const entries = [...waiting.values()]
      waiting.clear()
      for (const { reject } of entries) reject(new Error(why))
    }
  }
}

export type Handlers<Served extends Requests> = {
  [Name in keyof Served]: (
    input: Served[Name]['input']
  ) => Served[Name]['output'] | Promise<Served[Name]['output']>
}

/** The side that answers. @returns a function to be given every message, and one to tell events */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller declares what it tells
export function portServer<Served extends Requests, Event>(
  port: PortLike,
  handlers: Handlers<Served>
) {
  return {
    receive(data: unknown): void {
      const message = data as Message
      if (!('request' in message)) return
      const handler = handlers[message.request]
      const answer = async (): Promise<unknown> => {
        if (!handler) throw new Error(`no such request: ${message.request}`)
        return handler(message.input)
      }
      answer().then(
        (value) => {
          port.postMessage({ answerTo: message.id, value } satisfies Message)
        },
        (error: unknown) => {
          const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
          port.postMessage({ answerTo: message.id, error: text } satisfies Message)
        }
      )
    },
    tell(event: Event): void {
      port.postMessage({ event } satisfies Message)
    }
  }
}
