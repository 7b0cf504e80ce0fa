using Ledger.Server;

return await new NodeCommandLine().MainAsync(args);
