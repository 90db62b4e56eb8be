import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { DialingRuleProblem } from '@contract/settings/dialing-rule'
import type { DraftProblem } from './draft-problems'

export function useProblemText(): (problem: DraftProblem) => string {
  const { t } = useTranslation()
  return (problem) => {
    switch (problem.kind) {
      case 'field':
        return t(`problems.${problem.word}`)
      case 'rule':
        return dialingProblemText(t, problem.problem)
      case 'clash':
        return t('hotkeys.clash', { action: t(`hotkeys.actions.${problem.other}`) })
    }
  }
}

/** The exact sentence for what clashes in a dialing rule. */
export function dialingProblemText(t: TFunction, problem: DialingRuleProblem): string {
  const mode = t(`modes.${problem.mode}`)
  switch (problem.problem) {
    case 'missing':
      return t(`dialing.problems.${problem.field}.missing`, { mode })
    case 'not-dialable':
      return t(`dialing.problems.${problem.field}.not-dialable`, { value: problem.value })
    case 'same-as':
      return t(`dialing.problems.${problem.field}.same-as`, {
        mode,
        other: t(`modes.${problem.other}`),
        value: problem.value
      })
    case 'begins-other':
      return t('dialing.problems.prefix.begins-other', {
        other: t(`modes.${problem.other}`),
        value: problem.value
      })
    case 'service-code':
      return t('dialing.problems.prefix.service-code', {
        value: problem.value,
        service: serviceText(t, problem.service)
      })
    case 'is-extension':
      return t('dialing.problems.prefix.is-extension', { value: problem.value })
  }
}

const services = ['park', 'release', 'group-pickup', 'hide-caller-id'] as const

function serviceText(t: TFunction, service: string): string {
  const known = services.find((name) => name === service)
  return known ? t(`dialing.services.${known}`) : service
}
