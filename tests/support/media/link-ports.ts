import type { PortLike } from '@contract/ipc/port-call'

/** The two ends of a port within one process: messages are cloned and arrive later, as between processes. */
export function linkPorts(): {
  near: PortLike
  far: PortLike
  connect: (toNear: (message: unknown) => void, toFar: (message: unknown) => void) => void
} {
  let deliverNear: (message: unknown) => void = () => {}
  let deliverFar: (message: unknown) => void = () => {}
  const port = (deliver: (message: unknown) => void): PortLike => ({
    postMessage: (message) => {
      const cloned: unknown = structuredClone(message)
      setImmediate(() => deliver(cloned))
    }
  })
  return {
    near: port((message) => deliverFar(message)),
    far: port((message) => deliverNear(message)),
    connect: (toNear, toFar) => {
      deliverNear = toNear
      deliverFar = toFar
    }
  }
}
