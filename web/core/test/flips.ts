/** How many bits of one answer are turned over, one at a time: enough for every run; LEDGER_FLIPS asks for more. */
export const flips = Number(process.env['LEDGER_FLIPS'] ?? 40);
