using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Sessions;

/// <summary>One session. Everything that changes is used under the book's lock.</summary>
internal sealed class ScanSession(OpenScanRequest opened, Digest context, string centreUscc, long openedAtMs, long expiresAtMs)
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ScanTicket Ticket { get; } = opened.Ticket;

    internal Digest Binding { get; } = new(opened.Binding.Span);

    internal Digest Context { get; } = context;

    internal uint Number { get; } = opened.Number;

    internal ByteString SealedDetails { get; } = opened.SealedDetails;

    internal ByteString CentreCertificate { get; } = opened.CertificateId;

    internal string CentreUscc { get; } = centreUscc;

    internal long OpenedAtMs { get; } = openedAtMs;

    internal long ExpiresAtMs { get; } = expiresAtMs;

    internal ScanState State { get; private set; } = ScanState.Pending;

    internal long ChangedAtMs { get; private set; } = openedAtMs;

    internal Digest? Phone { get; private set; }

    internal ScanAnswer? Answer { get; private set; }

    internal RejectReason Reason { get; private set; }

    internal RelayQueue ToPhone { get; } = new();

    internal RelayQueue ToPc { get; } = new();

    internal int RelayBytes { get; set; }

    /// <summary>Completes with the next change of state, frame or end.</summary>
    internal Task Changed => _changed.Task;

    /// <summary>The phone may give its result before this time: later than the confirmation only while one is awaited.</summary>
    internal long ResultUntilMs { get; private set; }

    /// <summary>From here on neither side gives anything any more.</summary>
    internal long OverAtMs => IsEnded ? Math.Max(ChangedAtMs, ResultUntilMs) : ExpiresAtMs;

    internal bool IsEnded => State is ScanState.Confirmed or ScanState.Rejected or ScanState.Expired;

    internal void Claim(Digest phone, long nowMs)
    {
        Phone = phone;
        Enter(ScanState.Scanned, nowMs);
    }

    internal void Confirm(ScanAnswer answer, long nowMs, long resultMs)
    {
        Answer = answer;
        ResultUntilMs = answer.Result.Span.SequenceEqual(Digest.Zero.ToArray()) ? nowMs : nowMs + resultMs;
        Enter(ScanState.Confirmed, nowMs);
    }

    /// <summary>The phone has given all of its result.</summary>
    internal void Complete() => ResultUntilMs = ChangedAtMs;

    internal void Reject(RejectReason reason, long nowMs)
    {
        Reason = reason;
        Enter(ScanState.Rejected, nowMs);
    }

    internal void Expire() => Enter(ScanState.Expired, ExpiresAtMs);

    internal ScanUpdate ToUpdate() => new() { State = State, Answer = Answer, ChangedAt = ChangedAtMs, Reason = Reason };

    internal void Signal()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private void Enter(ScanState state, long nowMs)
    {
        State = state;
        ChangedAtMs = nowMs;
        Signal();
    }
}
