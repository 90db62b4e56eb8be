import { TextInput, type TextInputProps } from '@mantine/core'
import { useDraftForm } from './draft-context'

export interface DraftTextInputProps extends Pick<
  TextInputProps,
  'label' | 'description' | 'placeholder' | 'aria-label' | 'size'
> {
  readonly path: string
  readonly value: string
  readonly onText: (text: string) => void
  readonly className?: string
  readonly inputMode?: 'text' | 'numeric'
}

/** A text field that knows its path in the draft, so that its problem or its warning stands under it. */
export function DraftTextInput({ path, onText, ...props }: DraftTextInputProps) {
  const { problemAt, warningAt, touch } = useDraftForm()
  const problem = problemAt(path)
  const warning = problem === undefined ? warningAt(path) : undefined
  return (
    <>
      <TextInput
        {...props}
        error={problem}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onText(event.currentTarget.value)}
        onBlur={() => touch(path)}
      />
      {warning !== undefined && (
        <p className="field-warning" role="status">
          {warning}
        </p>
      )}
    </>
  )
}
