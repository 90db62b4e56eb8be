import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { CallBell } from '@contract/telephony/call-bell'
import { Lamp } from '../../components/lamp'
import { ModeIcon } from '../../components/mode-icon'
import { BellButton } from './bell-button'
import type { LineProps } from './group-row'
import { JoinButtons } from './join-buttons'
import type { JoinRefusal } from './join-refusal'
import { remotePartyText } from './remote-party-text'
import { StatusTime } from './status-time'
import './extension-row.css'

export interface ExtensionRowProps extends LineProps {
  readonly row: MonitoredExtension
  readonly refusal: JoinRefusal | null
  readonly supervised: { readonly mode: SupervisionMode; readonly joining: boolean } | null
  readonly bell: CallBell | undefined
  readonly onJoin: (extension: string, mode: SupervisionMode) => void
  readonly onBell: (extension: string, on: boolean) => void
}

export const ExtensionRow = memo(
  function ExtensionRow(props: ExtensionRowProps) {
    const { row, supervised } = props
    const { t } = useTranslation()
    const remote = remotePartyText(row.remote)
    const hint = useStatusHint(row)
    return (
      <div
        id={props.id}
        className="extension-row extension-columns"
        role="row"
        aria-level={2}
        aria-rowindex={props.rowIndex}
        data-status={row.status}
        data-stale={row.stale || undefined}
        data-active={props.active || undefined}
        data-supervised={supervised?.mode}
        style={props.style}
        onClick={props.onActivate}
      >
        <span role="gridcell" className="extension-row__name">
          <Lamp status={row.status} stale={row.stale} />
          <span className="ellipsis">{row.name || row.extension}</span>
        </span>
        <span role="gridcell" className="extension-row__extension tabular ellipsis">
          {row.extension}
        </span>
        <span role="gridcell" className="extension-row__status ellipsis" data-hint={hint}>
          {t(row.stale ? `staleStatus.${row.status}` : `status.${row.status}`)}
        </span>
        <StatusTime row={row} />
        <span role="gridcell" className="extension-row__remote ellipsis">
          {remote}
        </span>
        <span role="gridcell" className="extension-row__actions">
          {supervised ? (
            <span className={`extension-row__supervised mode--${supervised.mode}`}>
              <ModeIcon mode={supervised.mode} size={14} />
              {t(supervised.joining ? 'list.joining' : 'list.supervised')}
            </span>
          ) : (
            <JoinButtons
              row={row}
              refusal={props.refusal}
              reachable={props.active}
              onJoin={props.onJoin}
            />
          )}
          <BellButton row={row} bell={props.bell} reachable={props.active} onBell={props.onBell} />
        </span>
      </div>
    )
  },
  (before, after) =>
    before.row === after.row &&
    before.refusal === after.refusal &&
    before.bell === after.bell &&
    before.onBell === after.onBell &&
    before.active === after.active &&
    before.rowIndex === after.rowIndex &&
    before.style.transform === after.style.transform &&
    before.supervised?.mode === after.supervised?.mode &&
    before.supervised?.joining === after.supervised?.joining &&
    before.onJoin === after.onJoin
)

function useStatusHint({ status, stale }: MonitoredExtension): string | undefined {
  const { t } = useTranslation()
  if (stale) return t('statusHint.stale')
  return status === 'unknown' || status === 'not-allowed' ? t(`statusHint.${status}`) : undefined
}
