import { Select, type SelectProps } from '@mantine/core'

export interface ChoiceSelectProps<Choice extends string> extends Pick<
  SelectProps,
  'label' | 'description' | 'error'
> {
  readonly choices: readonly Choice[]
  readonly value: Choice
  readonly nameOf: (choice: Choice) => string
  readonly onChoose: (choice: Choice) => void
}

/** One of a few words of the contract: there is always one, and it is one of them. */
export function ChoiceSelect<Choice extends string>(props: ChoiceSelectProps<Choice>) {
  const { choices, nameOf, onChoose, ...select } = props
  return (
    <Select
      {...select}
      allowDeselect={false}
      onChange={(value) => {
        const choice = choices.find((each) => each === value)
        if (choice !== undefined) onChoose(choice)
      }}
      data={choices.map((value) => ({ value, label: nameOf(value) }))}
    />
  )
}
