import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { QuietButton } from './quiet-button'
import './screen-header.css'

export interface ScreenHeaderProps {
  readonly title: string
  readonly onBack: () => void
  /** what else can be done here, at the far end */
  readonly children?: ReactNode
}

/** The top of a screen that took the place of the list, and the way back. */
export function ScreenHeader({ title, onBack, children }: ScreenHeaderProps) {
  const { t } = useTranslation()
  return (
    <header className="screen-header">
      <QuietButton onClick={onBack}>
        <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
        {t('settings.back')}
      </QuietButton>
      <h1 className="screen-header__title">{title}</h1>
      {children}
    </header>
  )
}
