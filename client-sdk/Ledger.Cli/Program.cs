using Ledger.Cli;

return await new LedgerCommandLine().MainAsync(args);
