import { elapsedText } from '../i18n/elapsed-text'
import { useNow } from '../store/coachline-context'

/** A running time. `since` is epoch ms. */
export function ElapsedTime({ since }: { since: number }) {
  const now = useNow()
  return <span className="tabular">{elapsedText(now - since)}</span>
}
