// Draws resources/icons from the SVG files beside this one. Run with: npx electron build/icons/render-icons.cjs
const { app, BrowserWindow } = require('electron')
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const icons = [
  { svg: 'coachline', size: 512, file: 'coachline.png' },
  { svg: 'tray', size: 16, file: 'tray.png' },
  { svg: 'tray', size: 32, file: 'tray@2x.png' }
]
const folder = join(__dirname, '..', '..', 'resources', 'icons')

void app.whenReady().then(async () => {
  mkdirSync(folder, { recursive: true })
  const window = new BrowserWindow({ show: false })
  await window.loadURL('data:text/html,<canvas id="c"></canvas>')
  for (const { svg, size, file } of icons) {
    const source = readFileSync(join(__dirname, `${svg}.svg`)).toString('base64')
    const url = await window.webContents.executeJavaScript(`new Promise((resolve, reject) => {
      const image = new Image()
      image.onload = () => {
        const canvas = document.getElementById('c')
        canvas.width = canvas.height = ${size}
        canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size})
        resolve(canvas.toDataURL('image/png'))
      }
      image.onerror = () => reject(new Error('the SVG cannot be drawn'))
      image.src = 'data:image/svg+xml;base64,${source}'
    })`)
    writeFileSync(join(folder, file), Buffer.from(url.split(',')[1], 'base64'))
  }
  app.quit()
})
