import { failure } from '@contract/errors/reasons'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { NoticeBoard } from './notice-board'

/** What a person has to be told of a registration that the header of the window does not show. */
export class RegistrationNotices {
  constructor(private readonly board: Pick<NoticeBoard, 'post' | 'dismissAbout'>) {}

  /** @param isShown - the customer is the shown one: the header says what was answered */
  update(
    customer: { readonly id: string; readonly name: string },
    state: RegistrationState,
    { hasPassword, isShown }: { readonly hasPassword: boolean; readonly isShown: boolean }
  ): void {
    if (state.kind === 'refused') {
      if (!hasPassword) {
        this.board.post(
          failure('password.missing', { customer: customer.name }),
          'warning',
          customer.id
        )
      } else if (!isShown) {
        const { statusCode, reasonPhrase } = state
        const context = { customer: customer.name, statusCode, reasonPhrase }
        this.board.post(failure('account.refused-elsewhere', context), 'warning', customer.id)
      }
    } else if (state.kind === 'registered' || state.kind === 'unregistered') {
      this.dismiss(customer.id)
    }
  }

  /** The customer is shown now, or gone. */
  dismiss(customerId: string): void {
    this.board.dismissAbout('password.missing', customerId)
    this.board.dismissAbout('account.refused-elsewhere', customerId)
  }
}
