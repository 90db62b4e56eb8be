import { ipcRenderer } from 'electron'

// Hands the page the port to main. That is all the page is given.
ipcRenderer.on('audio-engine-port', (event) => {
  window.postMessage('audio-engine-port', '*', event.ports)
})
