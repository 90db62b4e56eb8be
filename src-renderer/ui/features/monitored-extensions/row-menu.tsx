import { Menu } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { CallBell } from '@contract/telephony/call-bell'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { ModeIcon } from '../../components/mode-icon'
import { bellHint } from './bell-hint'
import type { JoinRefusal } from './join-refusal'
import './row-menu.css'

/** A line, and where the menu of it was asked for: pixels of the window. */
export interface RowMenuPlace {
  readonly row: MonitoredExtension
  readonly left: number
  readonly top: number
}

export interface RowMenuProps {
  readonly place: RowMenuPlace
  readonly bell: CallBell | undefined
  readonly refusal: JoinRefusal | null
  readonly onJoin: (extension: string, mode: SupervisionMode) => void
  readonly onBell: (extension: string, on: boolean) => void
  readonly onClose: () => void
}

/** What the buttons of a line do, for whoever looks for it with the right button or the menu key. */
export function RowMenu({ place, bell, refusal, onJoin, onBell, onClose }: RowMenuProps) {
  const { t } = useTranslation()
  const { row, left, top } = place
  const { extension } = row
  const name = row.name || extension
  const set = bellHint(row, undefined) === 'offInCall' ? 'setInCall' : 'set'
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={280} offset={2} returnFocus>
      <Menu.Target>
        <span className="row-menu__place" style={{ left, top }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={name}>
        <Menu.Label>{name}</Menu.Label>
        {supervisionModes.map((mode) => (
          <Menu.Item
            key={mode}
            className={`row-menu__join mode--${mode}`}
            leftSection={<ModeIcon mode={mode} size={16} />}
            disabled={refusal !== null}
            onClick={() => onJoin(extension, mode)}
          >
            {t(`modes.${mode}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={
            bell ? <IconBellOff size={16} stroke={1.75} /> : <IconBell size={16} stroke={1.75} />
          }
          onClick={() => onBell(extension, bell === undefined)}
        >
          {t(bell ? 'bells.menu.unset' : `bells.menu.${set}`)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
