using Ledger.Rehearsal;

return await new RehearsalCommandLine().MainAsync(args);
