import { useState } from 'react'
import type { Result } from '@contract/ipc/result'
import { iceServerKinds, type IceServerKind } from '@contract/settings/ice-server-kind'
import { useSend } from '../../store/coachline-context'
import { accountOf, type AccountDraft } from './account-draft'
import { useDraftForm } from './draft-context'
import { hostPortText } from './host-port-text'

/** One server that is asked: the PBX, or one that finds WebRTC calls a way. */
export interface Trial {
  readonly asked: 'pbx' | IceServerKind
  readonly server: string
  /** null until it is known */
  readonly answer: Result<{ through: string } | { tookMs: number }> | null
}

export interface AccountTestState {
  readonly kind: 'none' | 'invalid' | 'begun'
  readonly trials: readonly Trial[]
}

const none: AccountTestState = { kind: 'none', trials: [] }

/** Tries what the form holds. A result is about exactly those values: it goes when one of them changes. */
export function useAccountTest(): { readonly state: AccountTestState; readonly begin: () => void } {
  const { draft, touch, hasProblemIn } = useDraftForm()
  const send = useSend()
  const [test, setTest] = useState<{ state: AccountTestState; about: AccountDraft | null }>({
    state: none,
    about: null
  })

  const begin = () => {
    const { id: customerId, account: about } = draft
    if (hasProblemIn('account.')) {
      for (const field of Object.keys(about)) touch(`account.${field}`)
      setTest({ state: { kind: 'invalid', trials: [] }, about })
      return
    }
    const account = accountOf(about)
    const { password, turnPassword } = about
    const ask = (asked: Trial['asked']): Promise<NonNullable<Trial['answer']>> =>
      asked === 'pbx'
        ? send('customers.tryAccount', { customerId, account, ...(password && { password }) })
        : send('customers.tryIceServer', {
            customerId,
            account,
            kind: asked,
            ...(turnPassword && { turnPassword })
          })
    const trials: Trial[] = [{ asked: 'pbx', server: account.domain, answer: null }]
    for (const asked of iceServerKinds) {
      const server = account[`${asked}Server`]
      if (server) trials.push({ asked, server: hostPortText(server), answer: null })
    }
    setTest({ state: { kind: 'begun', trials }, about })
    // Each is told when it is known, whatever the others do.
    for (const trial of trials) {
      void ask(trial.asked).then((answer) => {
        setTest((before) =>
          before.about === about
            ? { about, state: withAnswer(before.state, trial, answer) }
            : before
        )
      })
    }
  }

  return { state: test.about === draft.account ? test.state : none, begin }
}

function withAnswer(
  state: AccountTestState,
  { asked }: Trial,
  answer: Trial['answer']
): AccountTestState {
  const trials = state.trials.map((trial) => (trial.asked === asked ? { ...trial, answer } : trial))
  return { ...state, trials }
}
