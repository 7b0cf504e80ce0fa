using System.Security.Cryptography;
using Google.Protobuf;
using Ledger.Audit.Proofs;
using Ledger.Client;
using Ledger.Client.Evidence;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;
using Ledger.Rehearsal;
using Ledger.Schema.Evidence;

namespace Ledger.Phone.Tests;

/// <summary>Sessions on a consortium whose clock is driven, years from this machine's: one clock counts, whatever others say.</summary>
public sealed class DrivenClockTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2019, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DrivenClock _clock = new(Start.ToUnixTimeMilliseconds());
    private readonly RunningConsortium _consortium;

    public DrivenClockTests() => _consortium = new RunningConsortium(Start, _ => _clock);

    public Task InitializeAsync() => _consortium.InitializeAsync();

    public Task DisposeAsync() => _consortium.DisposeAsync();

    [Fact]
    public async Task A_session_opens_is_confirmed_and_recorded_at_the_driven_time_and_again_after_a_jump()
    {
        foreach (var months in (int[])[0, 19])
        {
            var earliest = Start.AddMonths(months).ToUnixTimeMilliseconds();
            _clock.AdvanceTo(earliest);
            await ChainComesToAsync(earliest);
            var session = await _consortium.Page.OpenScanAsync(RunningConsortium.Login);
            var outcome = session.WaitAsync();
            var scanned = await new PhoneClient(_consortium.PhoneSide, _consortium.NewVault()).ScanAsync(session.QrText);
            await scanned.ConfirmAsync(session.Number, RunningConsortium.Pin);
            var confirmation = (await outcome).Confirmation!;
            Assert.InRange(confirmation.ConfirmedAt, earliest, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            Assert.InRange(confirmation.Answer.Ticket.Iat, earliest, confirmation.ConfirmedAt);
            await RecordAndProveAsync(SessionEvidence.Of(confirmation, _consortium.Page.Genesis.Hasher));
        }

        // The same blocks let the nodes look at what expires.
        Assert.All(
            _consortium.Nodes,
            node => Assert.Contains(node.Runner.Expiry.Outlook, outlook => outlook is { Kind: "member", DaysLeft: > 0 }));
    }

    [Fact]
    public async Task A_jump_ends_what_is_open_for_page_and_phone_at_once()
    {
        var session = await _consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var outcome = session.WaitAsync();
        var scanned = await new PhoneClient(_consortium.PhoneSide, _consortium.NewVault()).ScanAsync(session.QrText);
        _clock.AdvanceTo(_clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());
        var patience = TimeSpan.FromSeconds(20); // far below the minute that the session had left by a clock that is not moved
        Assert.Equal(ScanState.Expired, (await outcome.WaitAsync(patience)).State);
        var late = await Assert.ThrowsAsync<RefusedException>(() => scanned.ConfirmAsync(session.Number, RunningConsortium.Pin));
        Assert.Equal(RefusalCode.SessionExpired, late.Code);
    }

    [Fact]
    public async Task What_was_opened_before_a_restart_is_not_taken_again_by_a_clock_that_starts_behind_the_chain()
    {
        var session = await _consortium.Page.OpenScanAsync(RunningConsortium.Login);
        var request = OpenedScan.Parser.ParseFrom(session.Export()).Request;
        var replayed = await Assert.ThrowsAsync<RefusedException>(() => _consortium.Page.Scans.OpenAsync(request, CancellationToken.None));
        Assert.Equal(RefusalCode.SessionReplayed, replayed.Code);
        await ChainComesToAsync(request.Ticket.Iat + 1);

        // As a rehearsal does: the clock stands at genesis until the chain is open, and is driven to its head then.
        var clock = new DrivenClock(Start.ToUnixTimeMilliseconds());
        await _consortium.RestartAsync(clock);
        clock.AdvanceTo(_consortium.Nodes.Max(node => node.Runner.Core.Chain.Head.Header.Time));
        var again = await Assert.ThrowsAsync<RefusedException>(() => _consortium.Page.Scans.OpenAsync(request, CancellationToken.None));
        Assert.Equal(RefusalCode.SessionClockSkew, again.Code);
        Assert.NotNull(await _consortium.Page.OpenScanAsync(RunningConsortium.Login));
    }

    // The next day's root binds the session, and the proof that its centre gives explains it without the book.
    private async Task RecordAndProveAsync(SessionEvidence evidence)
    {
        var hasher = _consortium.Page.Genesis.Hasher;
        var book = new SessionBook
        {
            Day = SessionBooks.DayOf(evidence.Session.FinishedAt),
            Secret = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(SessionBooks.SecretBytes)),
            Depth = SessionBooks.DepthMin,
            Sessions = { evidence.Session },
        };
        _clock.AdvanceTo(SessionBooks.EndOf(book.Day));
        (await _consortium.Page.RecordSessionsAsync(book)).EnsureDone();
        (await _consortium.Page.RecordSessionsAsync(book)).EnsureDone();
        var record = (
            await _consortium.Page.ReadAsync(
                EvidenceTables.Sessions, EvidenceTables.SessionsKey(_consortium.Centre.Uscc, book.Day))).Record!;
        var root = new Digest(record.Root.Span);
        var proof = SessionBooks.Prove(hasher, book, evidence.Session);
        Assert.Equal(ProofError.None, MerkleProofVerifier.Verify(root, SessionBooks.LeafOf(evidence.Session), proof, hasher));
        Assert.True(SessionRecords.IsOpenedBy(evidence.Session, hasher, evidence.Opening));
        var other = evidence.Session.Clone();
        other.Act = ScanAct.Decrypt;
        Assert.Equal(ProofError.RootMismatch, MerkleProofVerifier.Verify(root, SessionBooks.LeafOf(other), proof, hasher));
    }

    private async Task ChainComesToAsync(long timeMs)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await _consortium.Page.GetStatusAsync(patience.Token)).BlockTime < timeMs)
        {
            await Task.Delay(100, patience.Token);
        }
    }
}
