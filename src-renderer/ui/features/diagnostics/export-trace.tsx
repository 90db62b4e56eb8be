import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { traceFormats } from '@contract/ipc/trace-view'
import { useIntent } from '../../store/coachline-context'

/** Where to is main's to ask: a window never names a path. */
export function ExportTrace() {
  const { t } = useTranslation()
  const intent = useIntent()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          {t('diagnostics.export.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {traceFormats.map((format) => (
          <Menu.Item key={format} onClick={() => intent('diagnostics.exportTrace', { format })}>
            {t(`diagnostics.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
