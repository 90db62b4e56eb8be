import type { ExtensionStatus } from '@contract/telephony/dialog-info'
import './lamp.css'

/** The busy lamp of an extension: every state has a shape of its own; the word stands beside it. */
export function Lamp({ status, stale }: { status: ExtensionStatus; stale: boolean }) {
  return (
    <svg
      className={`lamp lamp--${status}${stale ? ' lamp--stale' : ''}`}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <Shape status={status} />
    </svg>
  )
}

function Shape({ status }: { status: ExtensionStatus }) {
  switch (status) {
    case 'idle':
      return <circle cx="8" cy="8" r="4.75" className="lamp__line" />
    case 'ringing':
      return <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" className="lamp__area" />
    case 'on-call':
      return <circle cx="8" cy="8" r="6" className="lamp__area" />
    case 'unknown':
      return <circle cx="8" cy="8" r="4.75" className="lamp__line lamp__line--dashed" />
    case 'not-allowed':
      return (
        <path
          d="M11.4 4.6a4.75 4.75 0 1 1-6.8 6.8 4.75 4.75 0 0 1 6.8-6.8L4.6 11.4"
          className="lamp__line"
        />
      )
  }
}
