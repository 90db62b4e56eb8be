import { useTranslation } from 'react-i18next'
import { voiceCodecs } from '@contract/settings/voice-codecs'

/** A codec by the name that people know; one that we have no name for by its own. */
export function useCodecText(): (codec: string) => string {
  const { t } = useTranslation()
  return (codec) => {
    const known = voiceCodecs.find((name) => name === codec)
    return known ? t(`account.codecNames.${known}`) : codec
  }
}
