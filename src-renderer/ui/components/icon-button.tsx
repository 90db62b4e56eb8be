import type { ReactNode } from 'react'
import './icon-button.css'

export interface IconButtonProps {
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly tone?: 'plain' | 'danger'
}

/** A button that is only a picture: its name is its hint as well. */
export function IconButton({ label, icon, onClick, tone = 'plain' }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon-button icon-button--${tone}`}
      aria-label={label}
      data-hint={label}
      onClick={onClick}
    >
      {icon}
    </button>
  )
}
