using System.Runtime.CompilerServices;
using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Sessions;
using Ledger.Protocol.V1;

namespace Ledger.Sessions;

public sealed partial class ScanSessionBook
{
    /// <summary>Takes one side's next frame for the other.</summary>
    public Refused Push(PushFrameRequest request, out PushFrameResponse? response)
    {
        ArgumentNullException.ThrowIfNull(request);
        response = null;
        lock (_gate)
        {
            var refused = FindSide(request.Sid, request.From, request.Secret, out var session);
            if (!refused.IsRefused)
            {
                refused = Take(session, request);
            }

            response = refused.IsRefused ? null : new PushFrameResponse();
            return Counted(refused);
        }
    }

    /// <summary>Refuses a side that may not read; otherwise <see cref="PullAsync"/> has its frames.</summary>
    public Refused CheckPull(PullFramesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
        {
            return Counted(FindSide(request.Sid, request.To, request.Secret, out _));
        }
    }

    /// <summary>
    /// The frames for one side from a number on, as they come; ends once nothing can come any more and all frames are given.
    /// </summary>
    public async IAsyncEnumerable<RelayFrame> PullAsync(
        PullFramesRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sequence = request.FromSequence;
        while (true)
        {
            ByteString[] frames;
            Task changed;
            long waitMs;
            bool isOver;
            lock (_gate)
            {
                if (FindSide(request.Sid, request.To, request.Secret, out var session).IsRefused)
                {
                    yield break;
                }

                frames = (request.To == RelaySide.Phone ? session.ToPhone : session.ToPc).From((int)Math.Min(sequence, int.MaxValue));
                changed = session.Changed;
                waitMs = (request.To == RelaySide.Pc ? session.OverAtMs : session.ExpiresAtMs) - Now;
                isOver = session.IsEnded && (request.To == RelaySide.Phone || waitMs <= 0);
            }

            foreach (var frame in frames)
            {
                yield return new RelayFrame { Sequence = sequence++, Sealed = frame };
            }

            if (isOver)
            {
                yield break;
            }

            if (frames.Length == 0)
            {
                await WaitAsync(changed, waitMs, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Refused FindSide(ByteString sid, RelaySide side, ByteString secret, out ScanSession session)
    {
        var refused = Find(sid.Span, out session);
        if (refused.IsRefused)
        {
            return refused;
        }

        return side switch
        {
            RelaySide.Pc => RequireBrowser(session, secret.Span),
            RelaySide.Phone => RequirePhone(session, secret.Span),
            _ => new Refused(RefusalCode.BadSessionField, $"The relay's side is {(int)side}."),
        };
    }

    // A result that left the phone before its number was compared would be the thief's who shows a stolen QR.
    private static Refused RequireConfirmed(ScanSession session) => session.State switch
    {
        ScanState.Confirmed => Refused.No,
        ScanState.Scanned =>
            new Refused(
                RefusalCode.SessionNotConfirmed, "The answer comes first: a result goes to the page only once the session is CONFIRMED."),
        _ => Ended(session),
    };

    private Refused Take(ScanSession session, PushFrameRequest request)
    {
        var isPhone = request.From == RelaySide.Phone;
        var refused = isPhone ? RequireConfirmed(session) : RequireOpen(session);
        if (refused.IsRefused)
        {
            return refused;
        }

        if (request.Frame?.Sealed.Length is not (> 0 and <= ScanLimits.FrameBytesMax))
        {
            return new Refused(RefusalCode.BadSessionField, $"A frame has 1 to {ScanLimits.FrameBytesMax} bytes.");
        }

        var queue = isPhone ? session.ToPc : session.ToPhone;
        if (request.Frame.Sequence != queue.Count)
        {
            return new Refused(RefusalCode.RelaySequence, $"The next frame's number is {queue.Count}, not {request.Frame.Sequence}.");
        }

        if (isPhone && Now >= session.ResultUntilMs)
        {
            return Ended(session); // behind the sequence, so that a phone whose last frame was taken learns that it was
        }

        var bytes = request.Frame.Sealed.Length;
        var centre = _centres[session.CentreUscc];
        if (queue.Count >= _options.RelayFramesMax || session.RelayBytes + bytes > _options.RelayBytesMax || !centre.HasRoomFor(bytes) ||
            _bytes + bytes > _options.BytesMax)
        {
            return new Refused(
                RefusalCode.RelayFull, $"{queue.Count} frames of this direction and {session.RelayBytes} bytes of the session are held.");
        }

        queue.Add(request.Frame.Sealed);
        session.RelayBytes += bytes;
        _bytes += bytes;
        centre.Add(0, bytes);
        ScanSessionsMetrics.Frame(bytes);
        if (isPhone && request.Frame.IsLast)
        {
            session.Complete();
        }

        session.Signal();
        return Refused.No;
    }
}
