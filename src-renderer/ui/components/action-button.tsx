import type { ComponentProps, ReactNode } from 'react'
import './action-button.css'

/** What a popover gives to the button that opens it. */
type PopoverTarget = Pick<
  ComponentProps<'button'>,
  'ref' | 'id' | 'aria-controls' | 'aria-expanded' | 'aria-haspopup'
>

export interface ActionButtonProps extends PopoverTarget {
  readonly label: string
  readonly icon: ReactNode
  readonly keys?: ReactNode
  readonly pressed?: boolean
  readonly refusal?: string | undefined
  readonly hint?: string | undefined
  readonly tone?: 'plain' | 'danger' | 'accent'
  readonly onClick: () => void
}

/** A button with a picture and a word. One that is refused can be pointed at and says why. */
export function ActionButton({
  label,
  icon,
  keys,
  pressed,
  refusal,
  hint,
  tone = 'plain',
  onClick,
  ...target
}: ActionButtonProps) {
  return (
    <button
      {...target}
      type="button"
      className={`dock-action dock-action--${tone}`}
      aria-label={label}
      aria-description={refusal ?? hint}
      aria-disabled={refusal !== undefined}
      aria-pressed={pressed}
      data-hint={refusal ?? hint}
      onClick={() => {
        if (refusal === undefined) onClick()
      }}
    >
      {icon}
      <span className="dock-action__label">{label}</span>
      {keys}
    </button>
  )
}
