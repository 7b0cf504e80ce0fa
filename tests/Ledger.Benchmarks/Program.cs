using System.CommandLine;
using Ledger.Benchmarks;
using Ledger.Benchmarks.CatchUp;
using Ledger.Benchmarks.Consortium;
using Ledger.Benchmarks.Credentials;
using Ledger.Benchmarks.Peers;
using Ledger.Benchmarks.Preflight;
using Ledger.Benchmarks.Scale;

var root = new RootCommand(
    "Measures Ledger on this machine. Figures depend on what else runs on it: quote ratios, and the load printed with them.")
{
    ThroughputCommand.Create(),
    LatencyCommand.Create(),
    PreflightCommand.Create(),
    StateCommand.Create(),
    ReplayCommand.Create(),
    CryptoCommand.Create(),
    TimingCommand.Create(),
    KeepersCommand.Create(),
    CertificatesCommand.Create(),
    SessionsCommand.Create(),
    BidFileCommand.Create(),
    PassportCommand.Create(),
    GuaranteeCommand.Create(),
    CredentialCommand.Create(),
    CredentialImportCommand.Create(),
    FuzzCommand.Create(),
    PeersCommand.Create(),
    ScaleCommand.Create(),
    ConsortiumCommand.Create(),
    ChaosCommand.Create(),
    CatchUpCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
