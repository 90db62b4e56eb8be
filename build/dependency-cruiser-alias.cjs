'use strict'
const { resolve } = require('node:path')

module.exports = {
  resolve: { alias: { '@contract': resolve(__dirname, '../src-main/contract') } }
}
