using Grpc.Net.Client;
using Ledger.Client;
using Ledger.Host;
using Ledger.Host.Consortium;
using Ledger.Mail;
using Ledger.Mail.Documents;
using Ledger.Mail.Mailboxes;
using Ledger.Protocol;
using Ledger.Rehearsal.Clock;
using Ledger.Rehearsal.Etcd;
using Ledger.Seeds;
using Ledger.Storage;
using Microsoft.Extensions.Logging;

namespace Ledger.Rehearsal;

/// <summary>A test consortium that is up: plays the record, audits, and stays up until disposed.</summary>
public sealed class ConsortiumRehearsal : IAsyncDisposable
{
    private const int StampBits = 4; // a rehearsal has no stranger to be stamped against, and all its clients share these cores

    private readonly RehearsalOptions _options;
    private readonly RehearsalFolder _folder;
    private readonly ConsortiumSeed _seed;
    private readonly DrivenClock _clock;
    private readonly LocalConsortium _consortium;
    private readonly RehearsalEtcd? _etcd;

    private ConsortiumRehearsal(
        RehearsalOptions options, RehearsalFolder folder, ConsortiumSeed seed, DrivenClock clock, LocalConsortium consortium,
        RehearsalEtcd? etcd)
    {
        _etcd = etcd;
        _options = options;
        _folder = folder;
        _seed = seed;
        _clock = clock;
        _consortium = consortium;
    }

    /// <summary>The validators.</summary>
    public IReadOnlyList<RehearsalNode> Nodes =>
        [.. _consortium.Nodes.Select(node => new RehearsalNode(node.Name, node.Server.GrpcAddress, node.Server.WebAddress))];

    /// <summary>The genesis file, for clients.</summary>
    public string GenesisPath => Path.Combine(_folder.Consortium, ConsortiumFiles.GenesisName);

    /// <summary>Where a browser opens the pages; null where none are served.</summary>
    public Uri? Pages => _options.WebRoot is null ? null : Nodes[0].Web;

    /// <summary>A section of the record, for examples; null where none is played.</summary>
    public string? ExampleSection { get; private set; }

    /// <summary>The newest final height.</summary>
    public ulong Height => _consortium.Nodes[0].Runner.Core.Finality.FinalHeight;

    /// <summary>What its clock shows, UTC milliseconds.</summary>
    public long TimeMs => _clock.NowMs;

    /// <summary>Completes should a validator halt.</summary>
    public Task<Exception> Halted => _consortium.Halted;

    /// <summary>Starts the consortium where an earlier run left it, or at genesis.</summary>
    /// <exception cref="RehearsalException">The folder cannot be used.</exception>
    /// <exception cref="StorageException">A data directory cannot be used.</exception>
    public static async Task<ConsortiumRehearsal> StartAsync(
        RehearsalOptions options, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var folder = RehearsalFolder.Open(options.DataDirectory, options.Fresh);
        var seed = SeedOf(options, folder);
        seed.WriteTo(folder.Consortium);
        var clock = new DrivenClock(seed.Genesis.Content.Time);
        if (!options.OnEtcd && Directory.Exists(folder.Etcd))
        {
            throw new StorageException(
                StorageError.OtherFormat,
                $"The order of {folder.Root} lies in etcd. Run with --engine etcd, or with --fresh, or choose another folder with --data.");
        }

        var etcd = options.OnEtcd ? await RehearsalEtcd.StartAsync(folder) : null;
        var consortium = await StartAsync(options, folder, seed, clock, etcd, logging, cancellationToken);
        clock.AdvanceTo(consortium.Nodes.Max(node => node.Runner.Core.Chain.Head.Header.Time));
        if (options.IsNow)
        {
            clock.AdvanceTo(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        }

        return new ConsortiumRehearsal(options, folder, seed, clock, consortium, etcd);
    }

    private static async Task<LocalConsortium> StartAsync(
        RehearsalOptions options, RehearsalFolder folder, ConsortiumSeed seed, DrivenClock clock, RehearsalEtcd? etcd,
        ILoggerFactory logging, CancellationToken cancellationToken)
    {
        try
        {
            return await LocalConsortium.StartAsync(OptionsOf(options, folder, seed, clock, etcd), logging, cancellationToken);
        }
        catch when (etcd is not null)
        {
            await etcd.DisposeAsync();
            throw;
        }
    }

    private static ConsortiumOptions OptionsOf(
        RehearsalOptions options, RehearsalFolder folder, ConsortiumSeed seed, DrivenClock clock, RehearsalEtcd? etcd) => new()
        {
            Order = etcd?.Options,
            DataDirectory = folder.Nodes,
            Genesis = seed.Genesis,
            Validators =
            [
                .. seed.Validators.Select(v => new ConsortiumValidator(v.Name, v.KeyPair.CreateSigner(), v.Receipts.CreateSigner())),
            ],
            Clock = clock,
            Mail = new MailOptions
            {
                Mailbox = new MailboxOptions { StampBits = StampBits },
                Documents = new DocumentOptions { StampBits = StampBits },
            },
            Server = new NodeServerOptions { GrpcPort = options.GrpcPort, WebPort = options.WebPort, WebRoot = options.WebRoot },
        };

    /// <summary>Plays the record, reads its sums back with proofs, and audits the chain by executing it again.</summary>
    /// <exception cref="PlayException">The chain refused an action of the record.</exception>
    public async Task<RehearsalReport> RunAsync(IRehearsalView view, CancellationToken cancellationToken)
    {
        view.Started(Nodes, _consortium.HeightAtStart);
        var record = _options.Record is { } options ? ZhuhaiRecord.Generate(_seed, options) : null;
        ExampleSection = record?.Sections[0].Code;
        var clients = _consortium.Nodes.Select(
            node => LedgerClient.Open(new LedgerClientOptions { Genesis = _seed.Genesis, Node = node.Server.GrpcAddress }))
            .ToList();
        try
        {
            var chains = clients.Select(client => new LedgerClientChain(client)).ToList();
            using var parties = new ApplicationParties(_seed, _folder.Orders, _consortium.Nodes[0].Server.GrpcAddress, _clock);
            var applications = new ApplicationPlay(record is null ? [] : ApplicationPlanner.Plan(_seed, record), parties);
            var play = record is null ? null : await PlayAsync(record, chains, applications, view, cancellationToken);
            var totals = await RecordReconciliation.ReadAsync(chains[0], _seed, record, cancellationToken);
            var (applied, finding) = await applications.ReadAsync(cancellationToken);
            var audit = await AuditAsync(view, cancellationToken);
            var expected = record is null
                ? null
                : record.Totals with { SealedRecords = record.Totals.SealedRecords + applications.SealedRecords };
            var report = Report(play, totals, audit, expected) with { Applications = applied };
            report = finding is null || !report.IsOk ? report : report with { Audit = finding };
            view.Finished(report);
            return report;
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    /// <summary>Moves the rehearsal's clock forward, UTC milliseconds; it never goes back.</summary>
    public void AdvanceTo(long utcMs) => _clock.AdvanceTo(utcMs);

    /// <summary>Moves the clock whenever <c>ledger demo clock</c> asks for it, until it is cancelled.</summary>
    public async Task AnswerClockRequestsAsync(CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await look.WaitForNextTickAsync(cancellationToken))
        {
            if (ClockRequest.Take(_folder.Consortium) is { } utcMs)
            {
                AdvanceTo(utcMs);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _consortium.DisposeAsync();
        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }
    }

    // A chain goes on as it began: its genesis says when.
    private static ConsortiumSeed SeedOf(RehearsalOptions options, RehearsalFolder folder)
    {
        var path = Path.Combine(folder.Consortium, ConsortiumFiles.GenesisName);
        if (!File.Exists(path))
        {
            var today = TimeProvider.System.GetUtcNow().ToOffset(ConsortiumSeed.Start.Offset).Date;
            return options.IsNow
                ? ConsortiumSeed.Create(start: new DateTimeOffset(today, ConsortiumSeed.Start.Offset))
                : ConsortiumSeed.Create();
        }

        var begun = GenesisFile.Parse(File.ReadAllBytes(path)).Content.Time;
        var isOfTheRecord = begun == ConsortiumSeed.Start.ToUnixTimeMilliseconds();
        return options switch
        {
            { IsNow: true } when isOfTheRecord => throw new RehearsalException(
                $"{folder.Root} holds a chain of the record's time, and --now would move it by years: give another folder with --data, " +
                $"or start over with --fresh."),
            { Record: not null } when !isOfTheRecord => throw new RehearsalException(
                $"{folder.Root} holds a chain that was begun with --now, and the record is of another time: give another folder with " +
                $"--data, or start over with --fresh."),
            _ => ConsortiumSeed.BegunAt(begun),
        };
    }

    private Task<PlayReport> PlayAsync(
        ZhuhaiRecord record,
        IReadOnlyList<IRecordChain> chains,
        ApplicationPlay applications,
        IRehearsalView view,
        CancellationToken cancellationToken)
    {
        var player = new RecordPlayer(
            _seed, record, chains, _clock, new PlayOptions { InFlightMax = _options.InFlightMax, AfterDay = applications.AfterDayAsync });
        return player.PlayAsync(new Forward<PlayProgress>(view.Playing), cancellationToken);
    }

    private async Task<AuditResult> AuditAsync(IRehearsalView view, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(_consortium.Nodes[0].Server.GrpcAddress);
        var audit = new ChainAudit(_seed.Genesis, channel, _folder.Audit);
        var result = await audit.RunAsync(Height, new Forward<AuditProgress>(view.Auditing), cancellationToken);
        foreach (var node in _consortium.Nodes)
        {
            node.Settle(); // the bytes that are told are without the log, which has one size however long the chain is
        }

        return result;
    }

    private RehearsalReport Report(PlayReport? play, RecordTotals totals, AuditResult audit, RecordTotals? expected)
    {
        var played = play?.Transactions.Values.Sum() ?? 0;
        var mismatch = expected is not null &&
            totals != expected ? $"the chain's sums differ from the record's: {totals} instead of {expected}" : null;
        return new RehearsalReport
        {
            Transactions = audit.Names,
            Seconds = Math.Round(play?.Seconds ?? 0, 2),
            TransactionsPerSecond = play is { Seconds: > 0 } ? Math.Round(played / play.Seconds, 1) : 0,
            SubmitToFinalMs = new LatencyReport(
                Math.Round(play?.SubmitToFinal.PercentileMs(0.5) ?? 0, 1), Math.Round(play?.SubmitToFinal.PercentileMs(0.99) ?? 0, 1)),
            BytesPerTransaction = audit.Transactions == 0 ? 0 : Math.Round((double)_folder.BytesOfOneNode() / audit.Transactions, 1),
            ReplayTransactionsPerSecond = Math.Round(audit.Transactions / Math.Max(audit.Duration.TotalSeconds, 0.001), 1),
            Totals = TotalsReport.From(totals),
            Applications = new ApplicationTotals(),
            Height = audit.Head.Height,
            StateRoot = audit.Head.StateRoot.ToString(),
            Audit = audit.Finding ?? mismatch ?? "ok",
        };
    }

    // Progress<T> hands reports to other threads, out of order; a view wants them as they come.
    private sealed class Forward<T>(Action<T> to) : IProgress<T>
    {
        public void Report(T value) => to(value);
    }
}

/// <summary>A rehearsal cannot start, or something in it did not come out as it must. The message says what and what to do.</summary>
public sealed class RehearsalException(string message, Exception? inner = null) : Exception(message, inner);
