import './keypad.css'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const
const letters: Readonly<Record<string, string>> = {
  '1': '\u00a0',
  '2': 'ABC',
  '3': 'DEF',
  '4': 'GHI',
  '5': 'JKL',
  '6': 'MNO',
  '7': 'PQRS',
  '8': 'TUV',
  '9': 'WXYZ',
  '0': '+'
}

/** The twelve keys of a telephone. */
export function Keypad({ label, onKey }: { label: string; onKey: (key: string) => void }) {
  return (
    <div className="keypad" role="group" aria-label={label}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="keypad__key"
          aria-label={key}
          onClick={() => onKey(key)}
        >
          <span className="keypad__digit">{key}</span>
          <span className="keypad__letters" aria-hidden="true">
            {letters[key]}
          </span>
        </button>
      ))}
    </div>
  )
}
