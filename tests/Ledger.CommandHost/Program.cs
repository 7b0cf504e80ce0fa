using Ledger.CommandHost;

return await new CommandHost(args[0]).RunAsync();
