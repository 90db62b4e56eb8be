import './count-badge.css'

/** A number on the corner of an icon button, for the eyes: the button says it in its name. Nothing when there is none. */
export function CountBadge({ count, tone }: { count: number; tone: 'caution' | 'danger' }) {
  if (count === 0) return null
  return (
    <span className={`count-badge count-badge--${tone}`} aria-hidden="true">
      {count}
    </span>
  )
}
