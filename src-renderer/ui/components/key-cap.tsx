import './key-cap.css'

export function KeyCap({ keys }: { keys: string }) {
  return <kbd className="key-cap">{keys}</kbd>
}
