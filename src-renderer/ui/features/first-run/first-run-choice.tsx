import type { ReactNode } from 'react'

export interface FirstRunChoiceProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly action: ReactNode
  readonly progress: string | null
  readonly problem: string | null
}

/** Progress and problems stand below the card, where they move nothing. */
export function FirstRunChoice(props: FirstRunChoiceProps) {
  return (
    <section className="first-run-choice" aria-label={props.title}>
      <span className="first-run-choice__icon" aria-hidden="true">
        {props.icon}
      </span>
      <h2 className="first-run-choice__title">{props.title}</h2>
      <p className="first-run-choice__text">{props.text}</p>
      {props.action}
      <p
        className={`first-run-choice__note${props.problem ? ' first-run-choice__note--problem' : ''}`}
        role="status"
      >
        {props.problem ?? props.progress}
      </p>
    </section>
  )
}
