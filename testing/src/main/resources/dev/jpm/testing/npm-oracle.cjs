// Runs commands of an installed npm, one after another, in this one process.
// use: node npm-oracle.cjs NPM_FOLDER
// Reads lines of {"folder", "arguments", "environment"}; answers each with {"code", "message"}:
// code is null where the command succeeded, "" where what it threw has none.
const { createInterface } = require('node:readline')
const { join } = require('node:path')
const { Writable } = require('node:stream')

const npmFolder = process.argv[2]
process.argv.length = 2
const answers = process.stdout
const Npm = require(join(npmFolder, 'lib', 'npm.js'))
const environment = { ...process.env }
const binLinks = require(require.resolve('bin-links', { paths: [join(npmFolder, 'lib')] }))

const quiet = () => new Writable({ write: (chunk, encoding, done) => done() })

const run = async ({ folder, arguments: words, environment: more }) => {
  for (const name of Object.keys(process.env)) {
    delete process.env[name]
  }
  Object.assign(process.env, environment, more)
  binLinks.resetSeen() // it remembers, for as long as its process lives, which commands are linked
  process.chdir(folder)
  const npm = new Npm({ stdout: quiet(), stderr: quiet(), npmRoot: npmFolder, argv: words })
  try {
    const { exec, command, args } = await npm.load()
    if (exec) {
      await npm.exec(command, args)
    }
    return { code: null, message: '' }
  } catch (error) {
    return { code: String(error.code || ''), message: String(error.stack || error) }
  } finally {
    npm.unload()
    process.exitCode = 0
  }
}

const serve = async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    answers.write(JSON.stringify(await run(JSON.parse(line))) + '\n')
  }
  process.exit(0)
}

serve()
