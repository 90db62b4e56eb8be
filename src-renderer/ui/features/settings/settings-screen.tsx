import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsPlace } from '../../app/view'
import { ConfirmDialog } from '../../components/confirm-dialog'
import { ScreenHeader } from '../../components/screen-header'
import { useSlice } from '../../store/coachline-context'
import { DiagnosticsSection } from '../diagnostics/diagnostics-section'
import { SoundSection } from '../sound/sound-section'
import { AppearanceSection } from './appearance-section'
import { draftOf, newDraft, type CustomerDraft } from './customer-draft'
import { CustomerEditor } from './customer-editor'
import { SettingsNav } from './settings-nav'
import './settings-screen.css'

export function SettingsScreen(props: { place: SettingsPlace; onClose: () => void }) {
  const { t } = useTranslation()
  const { list } = useSlice('customers')
  const [place, setPlace] = useState(() => placeToEdit(props.place))
  const [unsavedName, setUnsavedName] = useState<string | null>(null)
  const [leaveTo, setLeaveTo] = useState<(() => void) | null>(null)

  /** Nothing typed is lost without a question. */
  const leave = (then: () => void) => {
    if (unsavedName === null) then()
    else setLeaveTo(() => then)
  }
  const goTo = (next: SettingsPlace) =>
    leave(() => {
      setUnsavedName(null)
      setPlace(placeToEdit(next))
    })

  const editedId = idOf(place)
  const customer = list.find(({ id }) => id === editedId)
  return (
    <div className="settings">
      <ScreenHeader title={t('settings.title')} onBack={() => leave(props.onClose)} />
      <div className="settings__columns">
        <SettingsNav current={customer?.id ?? place.kind} onGoTo={goTo} />
        {customer || place.kind === 'new-customer' ? (
          <CustomerEditor
            key={editedId}
            initialDraft={() =>
              place.kind === 'new-customer'
                ? place.draft
                : customer
                  ? draftOf(customer)
                  : newDraft()
            }
            isNew={customer === undefined}
            hasPassword={customer?.hasPassword ?? false}
            hasTurnPassword={customer?.hasTurnPassword ?? false}
            initialSection={place.kind === 'customer' ? place.section : 'account'}
            onUnsaved={setUnsavedName}
            onGone={props.onClose}
          />
        ) : place.kind === 'sound' ? (
          <SoundSection />
        ) : place.kind === 'diagnostics' ? (
          <DiagnosticsSection />
        ) : (
          <AppearanceSection />
        )}
      </div>
      <ConfirmDialog
        opened={leaveTo !== null}
        title={t('settings.leaveConfirm.title')}
        text={t('settings.leaveConfirm.text', { name: unsavedName ?? '' })}
        confirm={t('settings.leaveConfirm.confirm')}
        cancel={t('settings.leaveConfirm.cancel')}
        onConfirm={() => {
          setLeaveTo(null)
          leaveTo?.()
        }}
        onCancel={() => setLeaveTo(null)}
      />
    </div>
  )
}

type EditedPlace =
  | Exclude<SettingsPlace, { kind: 'new-customer' }>
  | { readonly kind: 'new-customer'; readonly draft: CustomerDraft }

function idOf(place: EditedPlace): string | null {
  switch (place.kind) {
    case 'appearance':
    case 'sound':
    case 'diagnostics':
      return null
    case 'customer':
      return place.id
    case 'new-customer':
      return place.draft.id
  }
}

/** A new customer gets its id on entering, so that it stays the same customer when it has been saved. */
function placeToEdit(place: SettingsPlace): EditedPlace {
  return place.kind === 'new-customer' ? { kind: 'new-customer', draft: newDraft() } : place
}
