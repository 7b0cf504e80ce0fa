import { defineConfig } from 'vitest/config';

/** `npm test` needs nothing; `LEDGER_NODES` names nodes of tests/Ledger.FakeNode, and brings the tests that ask them. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    include: process.env['LEDGER_NODES'] ? ['test/**/*.test.ts', 'test/**/*.node.ts'] : ['test/**/*.test.ts'],
  },
});
