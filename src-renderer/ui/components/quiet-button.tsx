import type { ReactNode } from 'react'
import './quiet-button.css'

export interface QuietButtonProps {
  readonly children: ReactNode
  readonly onClick: () => void
}

/** A button that is a word at the top of a screen, with or without a picture before it. */
export function QuietButton({ children, onClick }: QuietButtonProps) {
  return (
    <button type="button" className="quiet-button" onClick={onClick}>
      {children}
    </button>
  )
}
