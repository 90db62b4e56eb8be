import { Tabs } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '@contract/errors/reasons'
import { useSend, useSlice } from '../../store/coachline-context'
import { AccountSection } from './account-section'
import { inputOf, type CustomerDraft } from './customer-draft'
import { DialingSection } from './dialing-section'
import { DraftFormContext } from './draft-context'
import { blockingProblems, problemsInSection, sections, type Section } from './draft-problems'
import { EditorFooter, type SaveState } from './editor-footer'
import { EditorTitle } from './editor-title'
import { GroupsSection } from './groups-section'
import { HotkeysSection } from './hotkeys-section'
import { useCustomerForm } from './use-customer-form'
import './customer-editor.css'

export interface CustomerEditorProps {
  /** read once */
  readonly initialDraft: () => CustomerDraft
  readonly isNew: boolean
  readonly hasPassword: boolean
  readonly hasTurnPassword: boolean
  readonly initialSection: Section
  /** the name of the customer while something typed would be lost, else null */
  readonly onUnsaved: (name: string | null) => void
  readonly onGone: () => void
}

const contents = {
  account: AccountSection,
  dialing: DialingSection,
  groups: GroupsSection,
  hotkeys: HotkeysSection
} as const satisfies Record<Section, unknown>

export function CustomerEditor(props: CustomerEditorProps) {
  const { isNew, onUnsaved } = props
  const { t } = useTranslation()
  const send = useSend()
  const { activeId } = useSlice('customers')
  const { demo } = useSlice('app')
  const form = useCustomerForm(props.initialDraft, isNew)
  const { draft, problems, attempted, changed, dirty } = form
  const blocking = blockingProblems(problems)
  const [section, setSection] = useState<Section>(props.initialSection)
  const [save, setSave] = useState<SaveState>({ kind: 'idle' })
  const title = draft.name.trim() || t('settings.newCustomer')

  useEffect(() => onUnsaved(dirty ? title : null), [dirty, title, onUnsaved])

  const saveDraft = async () => {
    form.attempt()
    const [first] = blocking
    if (first) {
      if (problemsInSection(problems, section) === 0) setSection(first.section)
      return
    }
    setSave({ kind: 'saving' })
    const failure = await sendChanges()
    if (failure) {
      setSave({ kind: 'failed', failure })
      return
    }
    form.markSaved()
    setSave({ kind: 'saved' })
  }

  const sendChanges = async (): Promise<Failure | null> => {
    const { id, hotkeys } = draft
    const answer =
      changed === 'hotkeys'
        ? await send('customers.saveHotkeys', { id, hotkeys })
        : await send('customers.save', inputOf(draft))
    if (!answer.ok) return answer.failure
    // The demo was there to try it out; now there is the real one.
    if (!isNew || (activeId !== null && !demo)) return null
    const activated = await send('customers.activate', { id })
    return activated.ok ? null : activated.failure
  }

  const Content = contents[section]
  return (
    <DraftFormContext
      value={{
        draft,
        isActive: draft.id === activeId,
        hasPassword: props.hasPassword,
        hasTurnPassword: props.hasTurnPassword,
        change: (change) => {
          setSave({ kind: 'idle' })
          form.change(change)
        },
        remove: form.remove,
        problemAt: form.problemAt,
        warningAt: form.warningAt,
        touch: form.touch,
        hasProblemIn: form.hasProblemIn
      }}
    >
      <main className="customer-editor">
        <Tabs
          value={section}
          onChange={(next) => setSection(sections.find((known) => known === next) ?? section)}
          className="customer-editor__tabs"
        >
          <EditorTitle id={draft.id} title={title} isNew={isNew} />
          <Tabs.List>
            {sections.map((known) => (
              <Tabs.Tab
                key={known}
                value={known}
                rightSection={
                  <ProblemCount count={attempted ? problemsInSection(problems, known) : 0} />
                }
              >
                {t(`settings.sections.${known}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={section} className="customer-editor__panel">
            <Content />
          </Tabs.Panel>
        </Tabs>
        <EditorFooter
          isNew={isNew}
          dirty={dirty}
          customer={{ id: draft.id, name: title }}
          problemCount={attempted ? blocking.length : 0}
          save={save}
          removed={form.removal?.name ?? null}
          onUndo={form.undoRemoval}
          onSave={() => void saveDraft()}
          onCancel={() => {
            setSave({ kind: 'idle' })
            form.reset()
            if (isNew) props.onGone()
          }}
          onGone={props.onGone}
        />
      </main>
    </DraftFormContext>
  )
}

function ProblemCount({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <span
      className="customer-editor__problem-count"
      aria-label={t('settings.problemCount', { count })}
    >
      {count}
    </span>
  )
}
