#!/usr/bin/env node
// The compiler of npm with the two manners of the native one that forge asks for.
const solc = require('solc');

if (process.argv.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version().replace(/Emscripten.*/, 'Linux.g++')}`);
} else {
  let input = '';
  process.stdin.on('data', (piece) => { input += piece; });
  process.stdin.on('end', () => process.stdout.write(solc.compile(input)));
}
