import type { NumberMatch } from './number-matches'
import './match-list.css'

export interface MatchListProps {
  readonly label: string
  readonly matches: readonly NumberMatch[]
  readonly onChoose: (number: string) => void
}

/** Colleagues and callers that fit what is being typed. */
export function MatchList({ label, matches, onChoose }: MatchListProps) {
  if (matches.length === 0) return null
  return (
    <ul className="match-list" aria-label={label}>
      {matches.map(({ number, name }) => (
        <li key={number}>
          <button type="button" className="match-list__item" onClick={() => onChoose(number)}>
            <span className="match-list__name ellipsis">{name ?? number}</span>
            {name !== null && <span className="match-list__number tabular">{number}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}
