import { ipcRenderer } from 'electron'

// Hands the page its port to main, and that of the lock on its voice. That is all the page is given.
ipcRenderer.on('audio-engine-port', (event) => {
  window.postMessage('audio-engine-port', '*', event.ports)
})
