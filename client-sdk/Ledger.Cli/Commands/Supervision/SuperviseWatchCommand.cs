using System.CommandLine;
using Ledger.Audit.Archive;
using Ledger.Audit.Rules;
using Ledger.Cli.Commands.Audits;
using Ledger.Client;
using Ledger.Crypto.Signatures;

namespace Ledger.Cli.Commands.Supervision;

/// <summary>
/// Follows nodes into an archive and holds every block against the rules, once it is final. A replay of the archive comes to the same
/// findings: nothing but its blocks is looked at.
/// </summary>
internal sealed class SuperviseWatchCommand : CliCommand
{
    private const int SecondsMax = 3_600;

    private readonly Option<string[]> _from = new("--from")
    {
        Description = "A node to follow; once for each, as `ledger audit fetch` takes them. Without one, the archive is read as it grows.",
        HelpName = "URL",
    };
    private readonly Option<string> _archive = new("--archive")
    {
        Description = "The archive's folder, which grows.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<string[]> _rules = AuditCheckCommand.Rules();
    private readonly Option<ulong> _since = new("--since")
    {
        Description = "Only what was found from this height on; what is still undone is told in any case.",
        HelpName = "HEIGHT",
    };
    private readonly Option<bool> _once = new("--once") { Description = "End at the newest final block instead of following." };
    private readonly Option<int> _seconds = new("--every-seconds")
    {
        Description = "How long to wait before the nodes are asked again.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    internal SuperviseWatchCommand(CliContext context)
        : base(
            "watch",
            "Follow the chain, and tell each breach (red) and clue (yellow) as its block is final, with article and transaction.",
            "ledger supervise watch --from http://localhost:7300 --archive archive --genesis genesis.json")
    {
        Add(_from);
        Add(_archive);
        Add(_rules);
        Add(_since);
        Add(_once);
        Add(_seconds);
        Does(context, WatchAsync);
    }

    private async Task<int> WatchAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var seconds = invocation.Value(_seconds);
        if (seconds is < 1 or > SecondsMax)
        {
            throw CliException.Usage($"--every-seconds takes 1 to {SecondsMax:N0}.", $"--every-seconds 取 1 至 {SecondsMax:N0}。");
        }

        var folder = invocation.Value(_archive);
        try
        {
            LedgerClient[] nodes =
                [.. (invocation.Value(_from) ?? []).Distinct().Select(text => invocation.OpenReader(Invocation.AddressOf(text)))];
            var fetch = nodes.Length == 0 ? null : new ArchiveFetch(
                folder, ArchiveWriter.Open(folder, invocation.Genesis.ChainId), nodes, new Progress<(ulong, ulong)>());
            using var watch = new Watch(invocation, AuditCheckCommand.RulesOf(invocation.Value(_rules) ?? []), invocation.Value(_since));
            while (true)
            {
                await (fetch?.RunAsync(cancellationToken) ?? Task.CompletedTask);
                watch.Read(new ArchiveReader(folder, invocation.Genesis.ChainId), cancellationToken);
                if (invocation.Value(_once))
                {
                    return watch.Breaches == 0 ? ExitCode.Done : ExitCode.NotVerified;
                }

                await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
            }
        }
        catch (ArchiveException e)
        {
            throw ArchiveRun.Damaged(e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Done; // Ctrl-C is how one stops following
        }
    }

    private sealed class Watch : IDisposable
    {
        private readonly Invocation _invocation;
        private readonly ulong _since;
        private readonly Examination _examination;
        private readonly ArchiveAudit _audit;
        private readonly Queue<RuleFinding> _waiting = [];
        private readonly HashSet<(string, string)> _undone = [];
        private ulong _next = 1;

        internal Watch(Invocation invocation, IReadOnlyList<HistoryRule> rules, ulong since)
        {
            (_invocation, _since) = (invocation, since);
            _examination = new Examination(invocation.Genesis, rules, ArchiveRun.WorkFile(null)) { Found = _waiting.Enqueue };
            _audit = new ArchiveAudit(invocation.Genesis, new SignatureVerifier(), AuditLevel.Signatures, ArchiveRun.WorkFile(null));
        }

        internal long Breaches { get; private set; }

        public void Dispose()
        {
            _audit.Dispose();
            _examination.Dispose();
        }

        /// <summary>Reads what the archive has gained.</summary>
        internal void Read(ArchiveReader archive, CancellationToken cancellationToken)
        {
            var from = _next;
            foreach (var block in archive.BlocksFrom(from))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_audit.Verify(block) is { } first)
                {
                    throw ArchiveRun.NotSound(first);
                }

                _examination.Look(block.Block);
                _next++;
                while (_waiting.TryPeek(out var finding) && finding.Height <= _audit.Figures.FinalHeight)
                {
                    Tell(_waiting.Dequeue());
                }
            }

            if (_next == from)
            {
                return; // time is the chain's: without a block nothing becomes late
            }

            foreach (var finding in _examination.LeftUndone().Where(finding => _undone.Add((finding.Rule, finding.About))))
            {
                Tell(finding);
            }
        }

        private void Tell(RuleFinding finding)
        {
            Breaches += finding.Level == FindingLevel.Breach ? 1 : 0;
            if (finding.Index is not null && finding.Height < _since)
            {
                return;
            }

            var isBreach = finding.Level == FindingLevel.Breach;
            var document = AuditCheckCommand.DocumentOf(finding);
            document.InsertFirst("light", isBreach ? "red" : "yellow");
            var place = $"{Moments.Show(finding.Time)}  {finding.Rule}  {finding.About}";
            _invocation.Report.ShowItem(document, (
                $"{(isBreach ? "red   " : "yellow")}  {place}\n        {finding.What.English} {finding.Source}",
                $"{(isBreach ? "红" : "黄")}  {place}\n    {finding.What.Chinese}{finding.Source}"));
        }
    }
}
